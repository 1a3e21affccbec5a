//! Pupils, loaded as one person may see them.
