//! Finds the C compiler that builds `QuickJS` for wasm, and what to tell it.
//!
//! rquickjs-sys compiles `QuickJS` with the compiler that the environment names.
//! [`Toolchain::envs`] is that environment; the linker and the C library are
//! Rust's own (`rustup target add wasm32-wasip2`), so headers are all we need.

use super::digest;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `./setup.sh` installs first, then other versions that build the guest too.
const CLANGS: &[&str] = &[
    "clang-19",
    "clang-20",
    "clang-21",
    "clang-22",
    "clang",
    "/opt/homebrew/opt/llvm/bin/clang",
    "/usr/local/opt/llvm/bin/clang",
];

/// Where Debian, Fedora, Homebrew and Arch put the headers of wasi-libc.
const HEADERS: &[&str] = &[
    "/usr/include/wasm32-wasi",
    "/usr/wasm32-wasi/include",
    "/opt/homebrew/opt/wasi-libc/share/wasi-sysroot/include/wasm32-wasip2",
    "/usr/local/opt/wasi-libc/share/wasi-sysroot/include/wasm32-wasip2",
    "/usr/share/wasi-sysroot/include/wasm32-wasip2",
    "/usr/share/wasi-sysroot/include/wasm32-wasi",
];

/// What the compiler reads before each file of `QuickJS`, and what that includes.
const HEADERS_OF_OURS: [&str; 12] = [
    "qjs_wasi.h",
    "qjs_format.h",
    "qjs_ahead.h",
    "qjs_ahead_calls.h",
    "qjs_ahead_fields.h",
    "qjs_ahead_steps.h",
    "qjs_ahead_values.h",
    "qjs_kept.h",
    "qjs_place.h",
    "qjs_shapes.h",
    "qjs_speed.h",
    "qjs_seek.h",
];

/// A file that compiles only for WASI, with its headers.
const PROBE: &str = "#include <malloc.h>\n#include <stdlib.h>\n#ifndef __wasi__\n#error not WASI\n#endif\n\
                     size_t probe(void *p) { return malloc_usable_size(p); }\n";

const HINT: &str = "run ./setup.sh, or set WASI_SDK to the folder of a WASI SDK";

/// A C compiler for `wasm32-wasip2`.
#[derive(Debug)]
pub struct Toolchain {
    compiler: PathBuf,
    archiver: PathBuf,
    flags: Vec<OsString>,
}

impl Toolchain {
    /// The SDK in `$WASI_SDK` where that is set, else the first clang that compiles a probe in `out_dir`.
    ///
    /// # Errors
    ///
    /// Says what was tried and what to do when none works.
    pub fn find(out_dir: &Path) -> Result<Self, String> {
        println!("cargo:rerun-if-env-changed=WASI_SDK");
        match env::var_os("WASI_SDK") {
            Some(folder) => Self::from_sdk(Path::new(&folder), out_dir),
            None => Self::from_system(out_dir),
        }
    }

    /// The environment for the cargo that builds the guest, whose `QuickJS` runs functions that
    /// were compiled ahead or does not.
    pub fn envs(&self, runs_ahead: bool) -> Vec<(String, OsString)> {
        let ahead = runs_ahead.then(|| OsString::from("-DSKERRY_AHEAD"));
        let flags = self.flags.iter().chain(&ahead);
        let flags = flags.map(|flag| quoted(flag)).collect::<Vec<_>>().join(OsStr::new(" "));
        vec![
            // Otherwise rquickjs-sys's build script downloads an SDK.
            ("RQUICKJS_SYS_NO_WASI_SDK".into(), "1".into()),
            ("CC_wasm32_wasip2".into(), self.compiler.clone().into()),
            ("AR_wasm32_wasip2".into(), self.archiver.clone().into()),
            ("CFLAGS_wasm32_wasip2".into(), flags),
            // The flags are quoted, since a folder's name may hold a space.
            ("CC_SHELL_ESCAPED_FLAGS".into(), "1".into()),
        ]
    }

    fn from_sdk(folder: &Path, out_dir: &Path) -> Result<Self, String> {
        let mut sysroot = OsString::from("--sysroot=");
        sysroot.push(folder.join("share/wasi-sysroot"));
        let compiler = folder.join("bin/clang");
        let found = Self::new(compiler, folder.join("bin/llvm-ar"), vec![sysroot])?;
        found.probe(out_dir).map_err(|error| format!("WASI_SDK={}: {error}", folder.display()))?;
        Ok(found)
    }

    fn from_system(out_dir: &Path) -> Result<Self, String> {
        let headers = HEADERS.iter().find(|folder| Path::new(folder).join("malloc.h").exists());
        let headers = headers.ok_or_else(|| format!("no headers of wasi-libc in {}: {HINT}", HEADERS.join(", ")))?;
        let mut tried = Vec::new();
        for clang in CLANGS {
            let archiver = archiver_beside(Path::new(clang));
            let found = Self::new(clang.into(), archiver, vec!["-isystem".into(), headers.into()])?;
            match found.probe(out_dir) {
                Ok(()) => return Ok(found),
                Err(error) => tried.push(error),
            }
        }
        Err(format!("no C compiler for wasm32-wasip2 ({}): {HINT}", tried.join("; ")))
    }

    fn new(compiler: PathBuf, archiver: PathBuf, headers: Vec<OsString>) -> Result<Self, String> {
        let mut flags = vec![OsString::from("--target=wasm32-wasip2"), "-O3".into()];
        flags.extend(headers);
        // rquickjs-sys compiles in its own folder, where quickjs/cutils.h lies
        // for the header that corrects QuickJS.
        let guest = guest()?;
        // cargo does not know that QuickJS depends on the headers: other flags make
        // it compile again.
        let mut texts = Vec::new();
        for name in HEADERS_OF_OURS {
            let header = guest.join(name);
            let text = fs::read(&header).map_err(|error| format!("cannot read {}: {error}", header.display()))?;
            texts.extend(text);
        }
        let digest = format!("-DSKERRY_CORRECTIONS=0x{}", &digest::of(&texts)[..8]);
        let header = guest.join(HEADERS_OF_OURS[0]);
        flags.extend(["-Iquickjs".into(), digest.into(), "-include".into(), header.into()]);
        Ok(Self { compiler, archiver, flags })
    }

    /// Compiles a line of C, without the corrections, and asks the archiver for its version.
    fn probe(&self, out_dir: &Path) -> Result<(), String> {
        let source = out_dir.join("probe.c");
        fs::write(&source, PROBE).map_err(|error| format!("cannot write {}: {error}", source.display()))?;
        let flags = self.flags.iter().take_while(|flag| *flag != "-Iquickjs");
        run(Command::new(&self.compiler).args(flags).arg("-c").arg(&source).arg("-o").arg(out_dir.join("probe.o")))?;
        run(Command::new(&self.archiver).arg("--version"))
    }
}

/// `llvm-ar-19` for `clang-19`, in the same folder.
fn archiver_beside(clang: &Path) -> PathBuf {
    let name = clang.file_name().unwrap_or_default().to_string_lossy();
    clang.with_file_name(name.replace("clang", "llvm-ar"))
}

/// The folder of the guest.
fn guest() -> Result<PathBuf, String> {
    let host = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set: run this with cargo")?;
    Ok(Path::new(&host).with_file_name("guest"))
}

/// Runs a command for its success; the error is the first line that it wrote.
fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().map_err(|error| format!("{name}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = String::from_utf8_lossy(&output.stderr);
    Err(format!("{name}: {}", text.lines().next().unwrap_or("it failed without a word")))
}

/// `flag` as one word of a shell's command line.
fn quoted(flag: &OsStr) -> OsString {
    let text = flag.to_string_lossy();
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || "-_=./+:@".contains(c));
    if plain { flag.to_owned() } else { format!("'{}'", text.replace('\'', r"'\''")).into() }
}
