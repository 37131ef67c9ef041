//! stub: clang-19
use std::ffi::OsString;
use std::path::Path;
pub struct Toolchain(Vec<(String, OsString)>);
impl Toolchain {
    pub fn find(_out: &Path) -> Result<Self, String> {
        let header = "/work/main/guest/qjs_wasi.h";
        let cflags = format!("--target=wasm32-wasip2 -isystem /usr/include/wasm32-wasi -O3 -I /root/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/rquickjs-sys-0.14.0/quickjs -include {header}");
        Ok(Self(vec![
            ("RQUICKJS_SYS_NO_WASI_SDK".into(), "1".into()),
            ("CC_wasm32_wasip2".into(), "clang-19".into()),
            ("AR_wasm32_wasip2".into(), "llvm-ar-19".into()),
            ("CFLAGS_wasm32_wasip2".into(), cflags.into()),
        ]))
    }
    pub fn envs(&self) -> Vec<(String, OsString)> { self.0.clone() }
}
