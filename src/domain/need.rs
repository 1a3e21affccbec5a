//! Need codes and broad areas.
