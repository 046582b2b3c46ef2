//! `Debug` of types of which nothing is shown but the name: closures, connections, keys, cookies.

/// `Debug` that says the name of the type.
macro_rules! opaque {
    ($name:ident $(<$($parameter:ident),+>)?) => {
        impl $(<$($parameter),+>)? std::fmt::Debug for $name $(<$($parameter),+>)? {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    };
}

pub(crate) use opaque;
