//! Closed sets of values that have a code (in tables, files and URLs) and words (for people).

/// A closed set of values with codes.
pub trait Coded: Copy + 'static {
    /// What the set is called.
    const NAME: &'static str;

    /// The value with exactly this code.
    fn of_code(code: &str) -> Option<Self>;
}

/// Defines an enum whose variants each have a code and words: `as_code`, `from_code`, `words` and `ALL` follow from one list.
macro_rules! coded {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal, $words:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in its usual order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code kept in tables, files and forms.
            #[must_use]
            pub fn as_code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The value with exactly this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// How people call it.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)+ }
            }
        }

        impl $crate::domain::code::Coded for $name {
            const NAME: &'static str = stringify!($name);

            fn of_code(code: &str) -> Option<Self> {
                Self::from_code(code)
            }
        }
    };
}
