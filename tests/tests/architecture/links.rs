//! The rule for links between the repository's pages: each leads to a file and, behind a `#`, to a heading of it.

use std::path::Path;

/// The links of a page that lead nowhere. `read` gives the text of a file, by its path from the root; empty if it is no text, none if it isn't there.
pub fn broken(page: &str, markdown: &str, read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let here = Path::new(page).parent().unwrap_or(Path::new(""));
    let targets = targets(markdown).into_iter();
    let problem = |(line, target): (usize, &str)| {
        let (path, heading) = target.split_once('#').unwrap_or((target, ""));
        let text = match path {
            "" => Some(markdown.to_owned()),
            path => read(&plain(&here.join(path))),
        };
        let Some(text) = text else {
            return Some(format!("{page}, line {line}: there is no `{target}`"));
        };
        let is_there = heading.is_empty() || headings(&text).iter().any(|slug| slug == heading);
        (!is_there).then(|| format!("{page}, line {line}: `{target}` names no heading"))
    };
    targets.filter_map(problem).collect()
}

/// What `[…](target)` names, with its line, outside fenced blocks and but for other sites.
fn targets(markdown: &str) -> Vec<(usize, &str)> {
    let mut targets = Vec::new();
    for (line, text) in prose(markdown) {
        let rest = text.split("](").skip(1);
        let found = rest.filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
        targets.extend(
            found
                .filter(|target| !target.contains("://"))
                .map(|target| (line, target)),
        );
    }
    targets
}

/// The headings of a page as a link names them: in small letters, words joined by `-`, without other signs.
fn headings(markdown: &str) -> Vec<String> {
    let slug = |title: &str| -> String {
        let kept = title
            .trim()
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| {
            if c == ' ' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
    };
    prose(markdown)
        .filter(|(_, line)| line.starts_with('#'))
        .map(|(_, line)| slug(line.trim_start_matches('#')))
        .collect()
}

/// The lines outside fenced blocks, with their numbers.
fn prose(markdown: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut is_fenced = false;
    (1..).zip(markdown.lines()).filter(move |(_, line)| {
        let is_fence = line.trim_start().starts_with("```");
        is_fenced ^= is_fence;
        !is_fenced && !is_fence
    })
}

/// A path without `..`.
fn plain(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.iter().filter_map(|part| part.to_str()) {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
