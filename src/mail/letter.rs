//! A message before it is bytes: a subject and paragraphs, from which the plain text and its HTML twin are made, so that the two
//! can never say different things.

use maud::{DOCTYPE, Markup, html};

use crate::{domain::language::Language, texts::without_marks};

/// Columns at which plain text is wrapped.
const WIDTH: usize = 72;

/// One message.
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) blocks: Vec<Block>,
    /// The language that it is in.
    pub(super) language: Language,
    /// The same in English, below.
    pub(super) below: Option<Box<Letter>>,
    /// A calendar entry and its METHOD.
    pub(super) calendar: Option<(&'static str, String)>,
}

/// One paragraph.
pub(super) enum Block {
    /// Words.
    Text(String),
    /// Lines that stay lines: a time and a place, a list, an address.
    Lines(Vec<String>),
    /// The one thing to do: why, what the button says, and the address, which is always shown in full.
    Action { why: String, button: String, url: String },
}

impl Letter {
    /// A message with its subject. Lists of mail show the marks that set names apart as boxes: a subject has none.
    pub(super) fn new(subject: impl Into<String>) -> Self {
        let (subject, language) = (without_marks(&subject.into()), Language::English);
        Self { subject, blocks: Vec::new(), language, below: None, calendar: None }
    }

    /// It is in another language, and this is what it says in English.
    pub(super) fn with_english(self, language: Language, english: Letter) -> Self {
        Self { language, below: Some(Box::new(english)), ..self }
    }

    /// Its subject in English, for staff.
    pub(super) fn english_subject(&self) -> &str {
        self.below.as_ref().map_or(&self.subject, |english| &english.subject)
    }

    /// A paragraph; nothing where there are no words.
    pub(super) fn text(mut self, words: impl Into<String>) -> Self {
        let words = words.into();
        if !words.is_empty() {
            self.blocks.push(Block::Text(words));
        }
        self
    }

    /// A paragraph above everything else.
    pub(super) fn first(mut self, words: String) -> Self {
        self.blocks.insert(0, Block::Text(words));
        self
    }

    /// A paragraph below the greeting, above all that is said.
    pub(super) fn after_greeting(mut self, words: String) -> Self {
        let greeted = self.blocks.len().min(1);
        self.blocks.insert(greeted, Block::Text(words));
        self
    }

    pub(super) fn lines(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        let lines: Vec<String> = lines.into_iter().filter(|l| !l.trim().is_empty()).collect();
        if !lines.is_empty() {
            self.blocks.push(Block::Lines(lines));
        }
        self
    }

    pub(super) fn action(mut self, why: impl Into<String>, button: impl Into<String>, url: impl Into<String>) -> Self {
        self.blocks.push(Block::Action { why: why.into(), button: button.into(), url: url.into() });
        self
    }

    /// Its paragraphs, each as lines that stay lines. What is only to be clicked is no part of them.
    pub(super) fn paragraphs(&self) -> Vec<Vec<String>> {
        let read = |block: &Block| match block {
            Block::Text(words) => Some(vec![words.clone()]),
            Block::Lines(lines) => Some(lines.clone()),
            Block::Action { .. } => None,
        };
        self.blocks.iter().filter_map(read).collect()
    }

    /// The plain text, lines ended by CRLF.
    pub(super) fn plain(&self) -> String {
        let blocks: Vec<String> =
            self.blocks.iter().chain(self.below.iter().flat_map(|b| &b.blocks)).map(plain).collect();
        format!("{}\r\n", blocks.join("\r\n\r\n"))
    }

    /// The same words as a page of one column, in the reader's own font, with one button and no images; each language by itself, in its own
    /// direction.
    pub(super) fn html(&self) -> String {
        let page: Markup = html! {
            (DOCTYPE)
            html lang=(self.language.tag()) dir=(self.language.dir()) {
                head { meta charset="utf-8"; title { (self.subject) } }
                body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em" {
                    @if let Some(english) = &self.below {
                        (self.half())
                        hr;
                        (english.half())
                    } @else {
                        @for block in &self.blocks { (shown(block)) }
                    }
                }
            }
        };
        page.into_string()
    }

    fn half(&self) -> Markup {
        // Nastaliq hangs below and stands above its line.
        let style = (self.language == Language::Urdu).then_some("line-height:2.2");
        html! {
            div lang=(self.language.tag()) dir=(self.language.dir()) style=[style] { @for block in &self.blocks { (shown(block)) } }
        }
    }
}

fn plain(block: &Block) -> String {
    match block {
        Block::Text(words) => wrapped(words),
        Block::Lines(lines) => lines.join("\r\n"),
        Block::Action { why, url, .. } => format!("{}\r\n{url}", wrapped(why)),
    }
}

fn shown(block: &Block) -> Markup {
    html! {
        @match block {
            Block::Text(words) => { p { (words) } }
            Block::Lines(lines) => { p { @for (i, line) in lines.iter().enumerate() { @if i > 0 { br; } (line) } } }
            Block::Action { why, button, url } => {
                p { (why) }
                p {
                    a href=(url) style="display:inline-block;padding:12px 20px;background:#14523f;color:#ffffff;text-decoration:none" {
                        (button)
                    }
                }
                p dir="ltr" { (url) }
            }
        }
    }
}

/// Words broken into lines between words; a word that is too long (an address) stays whole.
fn wrapped(words: &str) -> String {
    let mut out = String::new();
    let mut used = 0;
    for word in words.split_whitespace() {
        let long = word.chars().count();
        if used > 0 && used + 1 + long > WIDTH {
            out.push_str("\r\n");
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += long;
    }
    out
}
