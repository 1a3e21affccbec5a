//! A message as it is handed over, and how that can end.

/// How one try to send ended, with what the server said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The server has taken it. It is not known to be delivered.
    Accepted(String),
    /// Not now: no connection, a deadline passed, or a reply that begins with 4.
    Retry(String),
    /// The server refuses this recipient for good.
    RecipientRefused(String),
    /// The server refuses us: sign-in, sender or connection. Every other message would fare the same.
    ConfigRefused(String),
    /// The server refuses these words for good.
    ContentRefused(String),
}

/// One message as it is handed over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parcel {
    /// Who it comes from, on the envelope.
    pub from: String,
    /// Who it goes to: one recipient.
    pub to: String,
    /// Its Message-ID, with angle brackets.
    pub message_id: String,
    /// Its bytes.
    pub raw: Vec<u8>,
}
