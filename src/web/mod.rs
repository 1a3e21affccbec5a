//! The pages: one folder a resource.
