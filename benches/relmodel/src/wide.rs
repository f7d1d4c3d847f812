//! Rows with few and with many columns.

use protocol::{Input, Result, Sum, Work};
use relmodel::prelude::*;

use crate::Relmodel;

pub fn columns(workload: &str) -> Option<Work<Relmodel>> {
    Some(match workload {
        "columns_1" => columns1,
        "columns_5" => columns5,
        "columns_11" => columns11,
        "columns_21" => columns21,
        "columns_41" => columns41,
        "columns_61" => columns61,
        _ => return None,
    })
}

/// A model with a key and pairs of a text and a number, and the workload that loads all its rows.
macro_rules! wide {
    ($name:ident, $function:ident: $($text:ident $number:ident),*) => {
        #[derive(Model)]
        struct $name {
            id: Id<$name>,
            $($text: String, $number: i64,)*
        }

        fn $function(relmodel: &mut Relmodel, _: &Input) -> Result<u64> {
            let mut sum = Sum::new();
            for row in $name::all().load(&relmodel.db)? {
                sum.row(&[row.id.get(), $(row.$number),*], &[$(&row.$text),*]);
            }
            Ok(sum.get())
        }
    };
}

wide!(Columns1, columns1:);
wide!(Columns5, columns5:
    t0 n0, t1 n1
);
wide!(Columns11, columns11:
    t0 n0, t1 n1, t2 n2, t3 n3, t4 n4
);
wide!(Columns21, columns21:
    t0 n0, t1 n1, t2 n2, t3 n3, t4 n4, t5 n5, t6 n6, t7 n7, t8 n8, t9 n9
);
wide!(Columns41, columns41:
    t0 n0, t1 n1, t2 n2, t3 n3, t4 n4, t5 n5, t6 n6, t7 n7, t8 n8, t9 n9, t10 n10, t11 n11, t12
    n12, t13 n13, t14 n14, t15 n15, t16 n16, t17 n17, t18 n18, t19 n19
);
wide!(Columns61, columns61:
    t0 n0, t1 n1, t2 n2, t3 n3, t4 n4, t5 n5, t6 n6, t7 n7, t8 n8, t9 n9, t10 n10, t11 n11, t12
    n12, t13 n13, t14 n14, t15 n15, t16 n16, t17 n17, t18 n18, t19 n19, t20 n20, t21 n21, t22
    n22, t23 n23, t24 n24, t25 n25, t26 n26, t27 n27, t28 n28, t29 n29
);
