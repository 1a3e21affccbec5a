//! Reading what other systems write.
