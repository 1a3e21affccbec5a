//! TLS to a server of mail, with the public certificates or those of a file.

use std::{fmt, path::Path, sync::Arc};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};

/// The stream, encrypted for a server of this name. The caller sets the deadline.
pub(super) async fn encrypted<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    host: &str,
    ca: Option<&Path>,
) -> Result<TlsStream<S>, String> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|e| e.to_string())?
        .with_root_certificates(roots(ca)?)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|e| e.to_string())?;
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.map_err(|e| e.to_string())
}

/// The certificates that are trusted: those of a file, or the public ones.
fn roots(ca: Option<&Path>) -> Result<RootCertStore, String> {
    let Some(file) = ca else { return Ok(RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() }) };
    let unread = |why: &dyn fmt::Display| format!("could not read certificates from {}: {why}", file.display());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(file).map_err(|e| unread(&e))? {
        roots.add(certificate.map_err(|e| unread(&e))?).map_err(|e| unread(&e))?;
    }
    if roots.is_empty() { Err(unread(&"there is none in it")) } else { Ok(roots) }
}
