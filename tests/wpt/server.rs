//! The server that comes with web-platform-tests, on loopback.
//!
//! <https://web-platform-tests.org/running-tests/from-local-system.html>

use serde_json::Value;
use skerry::Network;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Its names and ports, always the same: they are part of the names of tests.
const CONFIG: &str = include_str!("server.json");
/// What runs it. `-c`, since its processes would run a file once more.
const START: &str = "import tools.localpaths; from tools.serve import serve; serve.main()";
/// Until it answers.
const PATIENCE: Duration = Duration::from_secs(60);
/// A name that nobody has; those below the server's names stand for loopback.
const NOBODY: &str = "nonexistent.";

/// A running server; it ends with this.
pub struct Server {
    process: Child,
    config: Value,
    /// Keys, certificates, the configuration and what it logs.
    folder: PathBuf,
}

impl Server {
    /// Starts it, with what it writes in `folder`.
    pub fn start(root: &Path, folder: &Path) -> Result<Self, String> {
        let text = |error: io::Error| format!("the tests' server: {error}");
        let mut config: Value = serde_json::from_str(CONFIG).expect("server.json is JSON");
        for kind in ["http", "https", "h2"] {
            let port = port(&config, kind);
            drop(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| format!("port {port}: {error}"))?);
        }
        // The certificates that come with it have run out; it makes some.
        let certificates = folder.join("certificates");
        config["ssl"]["openssl"]["base_path"] = certificates.to_string_lossy().into();
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(certificates).map_err(text)?;
        fs::write(folder.join("config.json"), config.to_string()).map_err(text)?;
        let log = fs::File::create(folder.join("log")).map_err(text)?;
        let process = Command::new("python3")
            .args(["-c", START, "--config"])
            .arg(folder.join("config.json"))
            .current_dir(root)
            .stdin(Stdio::null())
            .stdout(log.try_clone().map_err(text)?)
            .stderr(log)
            .spawn()
            .map_err(|error| format!("python3, for the tests' server: {error}"))?;
        let server = Self { process, config, folder: folder.to_owned() };
        server.wait()?;
        Ok(server)
    }

    fn wait(&self) -> Result<(), String> {
        let start = Instant::now();
        let h2 = (Ipv4Addr::LOCALHOST, port(&self.config, "h2"));
        while start.elapsed() < PATIENCE {
            if self.get("common/blank.html").is_ok() && TcpStream::connect(h2).is_ok() {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(format!("the tests' server does not answer, see {}", self.folder.join("log").display()))
    }

    fn host(&self) -> &str {
        self.config["browser_host"].as_str().expect("server.json has it")
    }

    /// Where a test's page is: its name says how it wants to be served.
    pub fn origin(&self, path: &str) -> String {
        let (scheme, kind) = match path {
            path if path.contains(".h2.") => ("https", "h2"),
            path if path.contains(".https.") => ("https", "https"),
            _ => ("http", "http"),
        };
        format!("{scheme}://{}:{}", self.host(), port(&self.config, kind))
    }

    /// What tests may reach: these names, and the authority that the server has made for itself.
    pub fn network(&self) -> Network {
        let certificate = fs::read(self.folder.join("certificates/cacert.pem")).expect("the server's authority");
        let resolver = |name: &str| match name.starts_with(NOBODY) {
            true => Err(io::ErrorKind::NotFound.into()),
            false => Ok(vec![Ipv4Addr::LOCALHOST.into()]),
        };
        let mut network = Network::none().root_certificate(certificate).expect("it is one").resolver(resolver);
        let other = self.config["alternate_hosts"]["alt"].as_str().expect("server.json has it");
        for name in ["127.0.0.1", self.host(), &format!("*.{}", self.host()), other, &format!("*.{other}")] {
            network = network.allow(name).expect("this is a rule");
        }
        network
    }

    /// The body of an answer.
    pub fn get(&self, path: &str) -> io::Result<Vec<u8>> {
        let port = port(&self.config, "http");
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        write!(stream, "GET /{path} HTTP/1.0\r\nHost: {}:{port}\r\n\r\n", self.host())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let head = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").map_or(0, |at| at + 4);
        if !answer.starts_with(b"HTTP/1.0 200") && !answer.starts_with(b"HTTP/1.1 200") {
            return Err(io::Error::other(String::from_utf8_lossy(&answer[..head]).into_owned()));
        }
        Ok(answer.split_off(head))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends its own processes when it is interrupted, not when it is killed.
        let _ = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status();
        let _ = self.process.wait();
    }
}

/// The first port of a kind.
fn port(config: &Value, kind: &str) -> u16 {
    let port = config["ports"][kind][0].as_u64().and_then(|port| port.try_into().ok());
    port.expect("server.json has it")
}
