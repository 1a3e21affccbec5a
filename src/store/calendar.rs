//! Terms, closures, bank holidays and windows.
