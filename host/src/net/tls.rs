//! TLS: which certificates are trusted, and what is offered.

use super::failure::Failure;
use std::sync::{Arc, OnceLock};
use tokio::sync::OnceCell;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// The settings of one runtime, made when they are first needed. Sessions that can be
/// resumed are kept in them, and so are not shared with other runtimes.
#[derive(Default)]
pub(super) struct Tls(OnceCell<Arc<ClientConfig>>);

impl Tls {
    /// # Errors
    /// When no certificate is trusted.
    pub(super) async fn config(&self, own: &[CertificateDer<'static>]) -> Result<Arc<ClientConfig>, Failure> {
        self.0.get_or_try_init(|| make(own)).await.map(Arc::clone)
    }
}

async fn make(own: &[CertificateDer<'static>]) -> Result<Arc<ClientConfig>, Failure> {
    let failed = |detail: String| Failure::broken("ERR_TLS", "TLS cannot be set up", detail);
    let system = tokio::task::spawn_blocking(system_roots).await.map_err(|error| failed(error.to_string()))?;
    let mut roots = RootCertStore::clone(system);
    for certificate in own {
        roots.add(certificate.clone()).map_err(|error| failed(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(failed("no certificate is trusted: the system has none".to_owned()));
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().map_err(|error| failed(error.to_string()))?;
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Those of the system, read once: they belong to the machine and to no runtime.
fn system_roots() -> &'static RootCertStore {
    static ROOTS: OnceLock<RootCertStore> = OnceLock::new();
    ROOTS.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        // What cannot be read is not trusted.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        roots
    })
}

/// The certificates of a PEM text, or the one of DER bytes.
///
/// # Errors
/// When there is none, or one cannot be a root.
pub(super) fn certificates(bytes: &[u8]) -> Result<Vec<CertificateDer<'static>>, String> {
    let is_pem = bytes.windows(10).any(|part| part == b"-----BEGIN");
    let certificates: Vec<CertificateDer<'static>> = match is_pem {
        true => CertificateDer::pem_slice_iter(bytes).collect::<Result<_, _>>().map_err(|error| error.to_string())?,
        false => vec![CertificateDer::from(bytes.to_vec())],
    };
    if certificates.is_empty() {
        return Err("the PEM text holds no certificate".to_owned());
    }
    let mut roots = RootCertStore::empty();
    for certificate in &certificates {
        roots.add(certificate.clone()).map_err(|error| format!("a root certificate that is none: {error}"))?;
    }
    Ok(certificates)
}
