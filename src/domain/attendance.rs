//! Attendance beside the plan, on integers.
