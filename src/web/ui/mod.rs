//! The components every page is made of, each with samples that one test renders and checks.

pub mod answer_clock;
pub mod bars;
pub mod button;
pub mod chart;
pub mod drawing;
pub(in crate::web) mod face;
pub(in crate::web) mod line_chart;
pub mod lines;
pub mod paper;
pub mod phone;
pub(in crate::web) mod picture;
pub mod post_form;
pub mod print;
pub mod prompts;
pub mod qr;
pub mod report_nav;
pub mod ring;
pub mod safe_url;
pub mod step_state;
pub mod strip;
pub mod sub_nav;
pub mod summary_list;
pub(in crate::web) mod symbol;
pub mod table;
pub mod tag;
pub(in crate::web) mod who_gets_what;
pub mod working;
