//! What a plain `cargo build` needs made: a database that has the schema, against which every query is checked as it compiles; what that
//! database says of each query, so that it is asked once; the list of typefaces that npm has brought, if it has (pages fall back to the
//! system's own without them); and, for documents as PDF, the typefaces that they are set in.

mod queries;
#[cfg(feature = "pdf")]
mod typefaces;

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

const FONTS: &str = "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files";

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var("OUT_DIR")?;
    schema(Path::new(&out))?;
    #[cfg(feature = "pdf")]
    typefaces::write(Path::new(&out))?;
    fonts(Path::new(&out))
}

/// Makes `schema.db` from `migrations/` and points sqlx at it. Nothing generated is committed.
fn schema(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=migrations");
    let file = out.join("schema.db");
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", file.display())); // not there the first time
    }
    let url = format!("sqlite:{}", file.display());
    let all = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let pool = sqlx::SqlitePool::connect(&format!("{url}?mode=rwc")).await?;
        sqlx::migrate::Migrator::new(Path::new("migrations")).await?.run(&pool).await?;
        let all = queries::note(&mut *pool.acquire().await?, &out.join("queries")).await?;
        pool.close().await;
        Ok::<_, Box<dyn Error>>(all)
    })?;
    println!("cargo::rustc-env=DATABASE_URL={url}");
    if all {
        println!("cargo::rustc-env=SQLX_OFFLINE=true");
        println!("cargo::rustc-env=SQLX_OFFLINE_DIR={}", out.join("queries").display());
    }
    Ok(())
}

/// Writes `fonts.rs`: the bytes of the typeface's Latin files where `npm ci` has put them, and an empty list where it has not.
fn fonts(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={FONTS}");
    let root = env::var("CARGO_MANIFEST_DIR")?;
    let mut list = String::from("&[");
    for name in ["latin-wght-normal", "latin-ext-wght-normal"] {
        let file = format!("atkinson-hyperlegible-next-{name}.woff2");
        let path = Path::new(&root).join(FONTS).join(&file);
        if path.exists() {
            write!(list, "({file:?}, include_bytes!({path:?}) as &[u8]),")?;
        }
    }
    list.push(']');
    fs::write(out.join("fonts.rs"), list)?;
    Ok(())
}
