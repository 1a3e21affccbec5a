//! Parents and carers, their links to pupils, and restrictions.
