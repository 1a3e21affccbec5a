//! A certificate made for one test, and the server's side of TLS with it.

use std::{path::Path, sync::Arc};

use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer},
    },
};

/// A self-signed certificate with its key.
#[derive(Clone)]
pub(crate) struct Certificate {
    pem: String,
    pub(crate) acceptor: TlsAcceptor,
}

impl Certificate {
    /// For a host of this name.
    pub(crate) fn of(host: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([host.to_owned()]).unwrap();
        let chain: Vec<CertificateDer<'static>> = vec![made.cert.der().clone()];
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        Self { pem: made.cert.pem(), acceptor: TlsAcceptor::from(Arc::new(config)) }
    }

    /// Writes it down for clients to trust.
    pub(crate) fn write_to(&self, file: &Path) {
        std::fs::write(file, &self.pem).unwrap();
    }
}
