//! The application in process, and the named cast.

#![expect(dead_code, reason = "each story needs a part of the cast")]

pub(crate) mod cast;
pub(crate) mod imap;
pub(crate) mod roll;
pub(crate) mod smtp;
pub(crate) mod workbooks;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    body::Body,
    http::{HeaderName, HeaderValue, Request, StatusCode, header},
};
use http_body_util::BodyExt;
use tempfile::TempDir;
use thrice::{
    clock::Clock,
    dispatch::Post,
    documents::Typesetter,
    domain::{people::EmailAddress, second_factor, time::Moment},
    exchange::unpacker::Unpacker,
    mail::Route,
    store::{
        Actor, Store,
        backup::{Recipient, Shelf},
    },
    web::{
        App, Desk, Parts, PrintDesk,
        frame::{csrf, gate::Gate, once::Sent},
        router,
    },
};
use tokio::sync::OnceCell;
use tower::ServiceExt;

pub(crate) use cast::Cast;

/// Documents as the program itself makes them.
pub(crate) fn typesetter() -> Typesetter {
    Typesetter::by(env!("CARGO_BIN_EXE_thrice").into())
}

/// Workbooks as the program itself opens them.
pub(crate) fn unpacker() -> Unpacker {
    Unpacker::by(env!("CARGO_BIN_EXE_thrice").into())
}

/// A running Thrice with a file of its own, at nine o'clock on Wednesday 18 November 2026.
pub(crate) struct TestApp {
    pub(crate) app: App,
    pub(crate) cast: Cast,
    pub(crate) router: Router,
    _folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: StatusCode,
    pub(crate) location: Option<String>,
    pub(crate) cookie: Option<String>,
    pub(crate) headers: header::HeaderMap,
    pub(crate) body: String,
}

/// Somebody's browser.
#[derive(Clone)]
pub(crate) struct Session {
    router: Router,
    cookies: BTreeMap<String, String>,
    says: Vec<(HeaderName, HeaderValue)>,
    sends_token: bool,
}

/// A school as a file, to begin others with: a copy is much faster than making it again.
pub(crate) struct Beginning {
    file: Vec<u8>,
    cast: Cast,
}

static CAST: OnceCell<Beginning> = OnceCell::const_new();

/// Wednesday 18 November 2026, 09:00 in London.
pub(crate) fn nine_o_clock() -> Moment {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();
    Moment::at(day, chrono::NaiveTime::from_hms_opt(9, 0, 0).unwrap())
}

impl TestApp {
    /// The named cast and nothing else.
    pub(crate) async fn new() -> Self {
        Self::with_mail(Route::default()).await
    }

    /// The same, with this way for mail to leave.
    pub(crate) async fn with_mail(mail: Route) -> Self {
        Self::going_on(CAST.get_or_init(Self::cast).await, mail).await
    }

    async fn cast() -> Beginning {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("thrice.sqlite");
        let store = Store::open(&path).await.unwrap();
        let cast = cast::make(&store, nine_o_clock()).await;
        store.close().await;
        Beginning { file: std::fs::read(path).unwrap(), cast }
    }

    /// Everything as it is now, to begin others with; this one ends.
    pub(crate) async fn into_beginning(self) -> Beginning {
        self.app.store.close().await;
        Beginning { file: std::fs::read(self.app.store.path()).unwrap(), cast: self.cast }
    }

    /// A school that goes on from such a file.
    pub(crate) async fn begun(beginning: &Beginning) -> Self {
        Self::going_on(beginning, Route::default()).await
    }

    async fn going_on(beginning: &Beginning, mail: Route) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("thrice.sqlite");
        std::fs::write(&path, &beginning.file).unwrap();
        let store = Store::open(&path).await.unwrap();
        Self::of(folder, store, beginning.cast, mail)
    }

    /// A first start: no school, nobody.
    pub(crate) async fn bare(mail: Route) -> Self {
        let folder = TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("thrice.sqlite")).await.unwrap();
        Self::of(folder, store, cast::NOBODY, mail)
    }

    fn of(folder: TempDir, store: Store, cast: Cast, mail: Route) -> Self {
        let clock = Clock::standing_at(nine_o_clock());
        let from = EmailAddress::parse("plans@oakfield.example.org").unwrap();
        let post = Post { public_url: "https://meet.example.org".into(), from };
        let app = App(Arc::new(Parts {
            store,
            clock,
            post,
            mail,
            demo: None,
            desk: Desk::default(),
            prints: PrintDesk::default(),
            typesetter: typesetter(),
            unpacker: unpacker(),
            backups: Some(Shelf { folder: folder.path().join("backups"), recipient: None }),
            gate: Gate::new(Some(HeaderName::from_static("x-forwarded-for"))),
            sent: Sent::default(),
        }));
        Self { router: router(app.clone()), app, cast, _folder: folder }
    }

    /// From now on its backups are encrypted to a key.
    pub(crate) fn encrypts_to(&mut self, recipient: Recipient) {
        let Parts { store, clock, post, mail, demo, backups, .. } = &*self.app.0;
        let (store, clock, post, mail, demo) = (store.clone(), clock.clone(), post.clone(), mail.clone(), demo.clone());
        let backups = backups.clone().map(|shelf| Shelf { recipient: Some(recipient), ..shelf });
        self.app = App(Arc::new(Parts {
            store,
            clock,
            post,
            mail,
            demo,
            desk: Desk::default(),
            prints: PrintDesk::default(),
            typesetter: typesetter(),
            unpacker: unpacker(),
            backups,
            gate: Gate::default(),
            sent: Sent::default(),
        }));
        self.router = router(self.app.clone());
    }

    /// A browser that nobody has signed in with.
    pub(crate) fn stranger(&self) -> Session {
        Session::of(self.router.clone())
    }

    /// Signs in through the real forms.
    pub(crate) async fn sign_in(&self, who: &str) -> Session {
        let mut session = self.stranger();
        let email = cast::email(who);
        let mut answer = session.post("/sign-in", &[("email", &email), ("password", cast::PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{who} cannot sign in: {}", answer.body);
        session.keep(&answer);
        if answer.location.as_deref() == Some("/sign-in/code") {
            let code = self.code().await;
            answer = session.post("/sign-in/code", &[("code", &code)]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{who} has no second step: {}", answer.body);
            session.keep(&answer);
        }
        session
    }

    /// The code that the cast's authenticator apps show now. Where the clock stands still it would be good for one sign-in only, so that it
    /// is made good again.
    pub(crate) async fn code(&self) -> String {
        let now = self.app.clock.now();
        let mut tx = self.app.store.begin(Actor::Command, self.cast.school, now).await.unwrap();
        sqlx::raw_sql("UPDATE second_factor SET last_step = 0").execute(tx.conn()).await.unwrap();
        tx.commit().await.unwrap();
        second_factor::code_at(cast::SECRET, now)
    }
}

impl Session {
    /// A browser that nobody has signed in with, at any house.
    pub(crate) fn of(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), says: Vec::new(), sends_token: true }
    }

    /// From now on it says this with everything it asks.
    pub(crate) fn says(&mut self, name: &'static str, value: &'static str) {
        self.says.push((HeaderName::from_static(name), HeaderValue::from_static(value)));
    }

    /// Keeps the cookies that an answer sets, and forgets those that it takes away.
    pub(crate) fn keep(&mut self, answer: &Response) {
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            match set.contains("Max-Age=0") {
                true => _ = self.cookies.remove(name),
                false => _ = self.cookies.insert(name.to_owned(), value.to_owned()),
            }
        }
        assert!(!self.cookies.is_empty(), "a session cookie");
    }

    /// What the browser sends of them.
    pub(crate) fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// As [`Session::says`], with a value that was made.
    pub(crate) fn says_text(&mut self, name: &'static str, value: &str) {
        self.says.push((HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()));
    }

    /// The same browser on a page that has no token in its forms.
    pub(crate) fn without_token(&self) -> Self {
        Self { sends_token: false, ..self.clone() }
    }

    /// The token that stands in the forms it is shown.
    pub(crate) fn token(&self) -> String {
        let of = |name: &str| self.cookies.get(&format!("__Host-{name}")).or_else(|| self.cookies.get(name));
        csrf::token_for(of("sid").or_else(|| of("step")).map_or("", String::as_str))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        let request = Request::get(path).header(header::COOKIE, self.cookie()).body(Body::empty()).unwrap();
        self.send(request).await
    }

    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.post_for(path, fields, "text/html").await
    }

    /// As a script on the page does: it wants data, not a page.
    pub(crate) async fn post_as_script(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.post_for(path, fields, "application/json").await
    }

    async fn post_for(&self, path: &str, fields: &[(&str, &str)], wanted: &str) -> Response {
        let token = self.token();
        let hidden = (self.sends_token && !self.cookies.is_empty()).then_some((csrf::FIELD, token.as_str()));
        // A form may be filled in from a page that another session was shown: its token is left out.
        let pairs = fields.iter().copied().filter(|(name, _)| !self.sends_token || *name != csrf::FIELD).chain(hidden);
        let body = pairs.map(|(k, v)| format!("{}={}", encoded(k), encoded(v))).collect::<Vec<_>>().join("&");
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie())
            .header(header::ACCEPT, wanted)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Sends the form in which files are chosen (each with its name) and cells pasted.
    pub(crate) async fn upload(&self, path: &str, files: &[(&str, &[u8])], pasted: &str) -> Response {
        let mut body = Vec::new();
        for (name, bytes) in files {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        let last = format!("--edge\r\nContent-Disposition: form-data; name=\"pasted\"\r\n\r\n{pasted}\r\n--edge--\r\n");
        body.extend_from_slice(last.as_bytes());
        self.multipart(path, body).await
    }

    /// Sends a form with one file in its field "file".
    pub(crate) async fn attach(&self, path: &str, name: &str, bytes: &[u8], fields: &[(&str, &str)]) -> Response {
        let part = |more: &str| format!("--edge\r\nContent-Disposition: form-data; {more}\r\n\r\n");
        let mut body = part(&format!("name=\"file\"; filename=\"{name}\"")).into_bytes();
        body.extend_from_slice(bytes);
        for (name, value) in fields {
            body.extend_from_slice(format!("\r\n{}{value}", part(&format!("name=\"{name}\""))).as_bytes());
        }
        body.extend_from_slice(b"\r\n--edge--\r\n");
        self.multipart(path, body).await
    }

    async fn multipart(&self, path: &str, body: Vec<u8>) -> Response {
        // As the page has it: a form with files has the token in its address.
        let mark = if path.contains('?') { '&' } else { '?' };
        let hidden = format!("{path}{mark}{}={}", csrf::FIELD, self.token());
        let request = Request::post(if self.sends_token { hidden.as_str() } else { path })
            .header(header::COOKIE, self.cookie())
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// The same browser, sending one more header.
    pub(crate) async fn post_with(&self, path: &str, name: &'static str, value: &'static str) -> Response {
        let mut session = self.clone();
        session.says(name, value);
        session.post(path, &[]).await
    }

    async fn send(&self, mut request: Request<Body>) -> Response {
        request.headers_mut().extend(self.says.iter().cloned());
        send(&self.router, request).await
    }
}

async fn send(router: &Router, request: Request<Body>) -> Response {
    let cookies = request.headers().get(header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let names = cookies.split("; ").filter_map(|cookie| cookie.split('=').next());
    let has_token = names.map(|name| name.trim_start_matches("__Host-")).any(|name| ["sid", "step"].contains(&name));
    let asked = format!("{} {}", request.method(), request.uri());
    let (answer, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let text = |name| answer.headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
    let location = text(header::LOCATION);
    let cookie = text(header::SET_COOKIE).and_then(|c| c.split(';').next().map(str::to_owned));
    let (status, headers) = (answer.status, answer.headers.clone());
    let bytes = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8_lossy(&bytes).into_owned();
    if has_token && headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        every_form_has_the_token(&asked, &body);
    }
    Response { status, location, cookie, headers, body }
}

/// Holds, of every page that any test asks for, that no form of it would be refused for want of a token.
fn every_form_has_the_token(asked: &str, page: &str) {
    for form in page.split("<form").skip(1) {
        let (tag, fields) = form.split_once('>').unwrap();
        let has_it = fields.starts_with(&format!(r#"<input type="hidden" name="{}" value=""#, csrf::FIELD));
        let brings_files = tag.contains("multipart/form-data");
        let in_address = tag.contains(&format!("{}=", csrf::FIELD));
        assert_eq!(has_it, tag.contains(r#"method="post""#), "the answer to {asked} has <form{tag}>");
        assert_eq!(in_address, brings_files, "the answer to {asked} has <form{tag}>");
    }
}

fn encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
