//! Reads LLVM IR: how many lines its functions have, and which functions they are.

use std::collections::HashMap;

/// The functions of a program, by the names that the linker sees.
#[derive(Debug, Default)]
pub struct Functions {
    pub lines: usize,
    pub count: usize,
    by_name: HashMap<String, usize>,
}

/// Functions of one name, whatever types they are made for.
#[derive(Debug, Default, Clone, Copy)]
pub struct Group {
    pub lines: usize,
    pub copies: usize,
}

impl Functions {
    /// A function is the lines from its `define` to its `}`.
    pub fn read(ir: &str) -> Self {
        let mut functions = Self::default();
        let mut name: Option<(String, usize)> = None;
        for line in ir.lines() {
            if line.starts_with("define ") {
                name = Some((symbol(line), 0));
            }
            if let Some((_, lines)) = &mut name {
                *lines += 1;
            }
            if line == "}"
                && let Some((name, lines)) = name.take()
            {
                functions.lines += lines;
                functions.count += 1;
                *functions.by_name.entry(name).or_default() += lines;
            }
        }
        functions
    }

    /// The functions without what tells their copies apart, those with the most lines first.
    pub fn groups(&self) -> Vec<(String, Group)> {
        let mut groups: HashMap<String, Group> = HashMap::new();
        for (name, lines) in &self.by_name {
            let group = groups.entry(generic(name)).or_default();
            group.lines += lines;
            group.copies += 1;
        }
        let mut groups: Vec<(String, Group)> = groups.into_iter().collect();
        groups.sort_by(|(a_name, a), (b_name, b)| (b.lines, a_name).cmp(&(a.lines, b_name)));
        groups
    }
}

/// The name in `define internal void @"name"(…)`.
fn symbol(line: &str) -> String {
    let name = line.split_once('@').map_or("", |(_, name)| name);
    match name.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => name.split('(').next(),
    }
    .unwrap_or_default()
    .to_owned()
}

/// The path of a symbol of the legacy mangling, without the numbers in the names of models: `_ZN4core3ops…17h<hash>E`.
fn generic(symbol: &str) -> String {
    let Some(mut rest) = symbol.strip_prefix("_ZN") else {
        return symbol.to_owned();
    };
    let mut path: Vec<String> = Vec::new();
    while let Some(end) = rest
        .find(|letter: char| !letter.is_ascii_digit())
        .filter(|end| *end > 0)
    {
        let Ok(length) = rest.get(..end).unwrap_or_default().parse::<usize>() else {
            break;
        };
        path.push(rest.get(end..end + length).unwrap_or_default().to_owned());
        rest = rest.get(end + length..).unwrap_or_default();
    }
    path.pop(); // the hash
    let path = path.join("::");
    let path = path
        .replace("$LT$", "<")
        .replace("$GT$", ">")
        .replace("$u20$", " ");
    let path = path
        .replace("$RF$", "&")
        .replace("$C$", ",")
        .replace("$LP$", "(")
        .replace("$RP$", ")");
    let path = path
        .replace("$u7b$", "{")
        .replace("$u7d$", "}")
        .replace("..", "::");
    let mut plain = String::new();
    for letter in path.chars() {
        let is_number = letter.is_ascii_digit()
            && ["Item", "item", "program"]
                .iter()
                .any(|name| plain.ends_with(name));
        if !is_number {
            plain.push(letter);
        }
    }
    plain
}
