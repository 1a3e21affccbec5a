//! Stories that walk a school year. The clock stands until a story moves it on, day by day and hour by hour; at each hour the real
//! worker's steps are called, the real pages are used by people who sign in, and every mail goes to a real mail server and is read whole.

mod annual;
mod answers;
mod calendar;
mod families;
mod paper;
mod people;
mod post;
mod school;
mod staff;
mod two_years;
mod words;
mod year;

use people::{Parent, Staff};
use post::Mail;
use school::Story;
