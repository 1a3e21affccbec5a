//! Things people have to do.
