//! The tools a build needs: found on PATH, found in the user's cache folder, or installed there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::dist::SMALL;
use crate::steps::{Failure, ask, cargo, root, run, say};

/// What to do about a step that the network is needed for.
pub(crate) const NETWORK: &str = "this step needs the network: check the connection and the proxy settings, then run the same \
                       command again (what is already there is kept)";

/// The package of npm that checks the page for people with disabilities, and its version.
const AXE: (&str, &str) = ("axe-core", "4.14.1");

/// Where a tool comes from.
enum Source {
    /// A package of crates.io, built with these extra arguments when no ready one can be had.
    Cargo(&'static [&'static str]),
    /// A package of npm.
    Npm,
}

/// A tool at one exact version.
struct Tool {
    package: &'static str,
    version: String,
    /// Its programs, and the word each prints among others for `--version`.
    programs: &'static [&'static str],
    prints: String,
    source: Source,
    cost: &'static str,
}

/// Folders that stand before PATH, so that commands run with exactly the tools asked for.
#[derive(Default)]
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Gets what compiling for the browser needs: the target's standard library.
    ///
    /// # Errors
    /// If it is missing and rustup cannot add it.
    pub(crate) fn target() -> Result<(), Failure> {
        let library =
            ask(Command::new("rustc").current_dir(root()).args(["--print", "target-libdir", "--target", TARGET]));
        if library.is_some_and(|folder| Path::new(folder.trim()).is_dir()) {
            return Ok(());
        }
        say("Adding the wasm target to the Rust toolchain (about a minute)");
        let advice = "this step needs rustup and the network: install Rust through rustup, or check the connection and \
                      the proxy settings, then run the same command again";
        run(Command::new("rustup").current_dir(root()).args(["target", "add", TARGET]), advice)
    }

    /// Gets the sources of the standard library, which release builds compile along, and the packages those use, which `cargo fetch` of the project leaves out.
    fn library_sources() -> Result<(), Failure> {
        let sysroot = ask(Command::new("rustc").current_dir(root()).args(["--print", "sysroot"]));
        let sysroot = sysroot.ok_or_else(|| Failure::new("rustc does not run", "install Rust through rustup"))?;
        let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
        if !library.join("std").is_dir() {
            say("Adding the sources of the standard library to the Rust toolchain (about a minute)");
            run(Command::new("rustup").current_dir(root()).args(["component", "add", "rust-src"]), NETWORK)?;
        }
        let mut fetch = cargo();
        fetch.args(["fetch", "--quiet", "--locked", "--manifest-path"]).arg(library.join("Cargo.toml")).envs(SMALL);
        run(&mut fetch, NETWORK)
    }

    /// Gets what a build of the page needs; wasm-opt only for release builds.
    ///
    /// # Errors
    /// If a tool is missing and cannot be installed.
    pub(crate) fn for_page(release: bool) -> Result<Self, Failure> {
        Self::target()?;
        let mut tools = Self::default();
        let settings = read("Trunk.toml")?;
        let version = quoted_after(&settings, "trunk-version = ").and_then(|version| version.strip_prefix('='));
        let version = version.ok_or_else(|| no_version("trunk-version", "Trunk.toml"))?;
        tools.add(&Tool {
            package: "trunk",
            version: version.to_owned(),
            prints: version.to_owned(),
            programs: &["trunk"],
            source: Source::Cargo(&["--no-default-features", "--features", "rustls"]),
            cost: "about 10 minutes of compiling, once for all projects",
        })?;
        tools.add_bindgen()?;
        if release {
            let version = quoted_after(&settings, "wasm_opt = ").and_then(|version| version.strip_prefix("version_"));
            let version = version.ok_or_else(|| no_version("wasm_opt", "Trunk.toml"))?;
            tools.add(&Tool {
                package: "binaryen",
                version: format!("{version}.0.0"),
                prints: version.to_owned(),
                programs: &["wasm-opt"],
                source: Source::Npm,
                cost: "about a minute",
            })?;
        }
        say("Fetching the packages of Cargo.lock (up to a minute; nothing to do when they are there)");
        let mut fetch = cargo();
        fetch.args(["fetch", "--quiet"]);
        if release {
            Self::library_sources()?;
        }
        run(&mut fetch, NETWORK)?;
        Ok(tools)
    }

    /// Adds wasm-bindgen and its test runner, at the version the crate has in Cargo.lock.
    fn add_bindgen(&mut self) -> Result<(), Failure> {
        let lock = read("Cargo.lock")?;
        let version = locked_version(&lock, "wasm-bindgen").ok_or_else(|| no_version("wasm-bindgen", "Cargo.lock"))?;
        self.add(&Tool {
            package: "wasm-bindgen-cli",
            version: version.to_owned(),
            prints: version.to_owned(),
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            source: Source::Cargo(&[]),
            cost: "about 4 minutes of compiling, once for all projects",
        })
    }

    fn add(&mut self, tool: &Tool) -> Result<(), Failure> {
        if tool.is_in(None) {
            return Ok(());
        }
        let home = cache()?.join(format!("{}-{}", tool.package, tool.version));
        let programs = home.join(tool.source.programs());
        if !tool.is_in(Some(&programs)) {
            tool.install(&home)?;
        }
        self.folders.push(programs);
        Ok(())
    }

    /// Makes a command of the project's folder that finds these tools first.
    pub(crate) fn equip(&self, mut command: Command) -> Command {
        command.current_dir(root()).env("PATH", self.path());
        command
    }

    fn path(&self) -> OsString {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let all = self.folders.iter().cloned().chain(env::split_paths(&inherited));
        env::join_paths(all).unwrap_or(inherited)
    }
}

/// The target of everything that runs in the browser.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

impl Source {
    /// Where the programs stand inside the folder of an installed tool.
    fn programs(&self) -> &'static str {
        match self {
            Self::Cargo(_) => "bin",
            Self::Npm => "node_modules/.bin",
        }
    }
}

impl Tool {
    /// Whether every program of the tool runs and has the right version: in a folder, or on PATH.
    fn is_in(&self, folder: Option<&Path>) -> bool {
        self.programs.iter().all(|program| {
            let program = folder.map_or_else(|| PathBuf::from(program), |folder| folder.join(program));
            ask(Command::new(script(&program, &self.source)).arg("--version"))
                .is_some_and(|answer| answer.split_whitespace().any(|word| word == self.prints))
        })
    }

    /// Installs into a folder of another name and renames it when whole, so that what was interrupted is never taken
    /// for an installed tool; what was compiled until then is used again.
    fn install(&self, home: &Path) -> Result<(), Failure> {
        say(&format!("Installing {} {} ({})", self.package, self.version, self.cost));
        let partial = home.with_file_name(format!("{}-{}.partial", self.package, self.version));
        fs::create_dir_all(&partial).map_err(|error| Failure::io(partial.display(), &error))?;
        match self.source {
            Source::Cargo(extra) => self.install_crate(&partial, extra)?,
            Source::Npm => install_from_npm(self.package, &self.version, &partial)?,
        }
        if !self.is_in(Some(&partial.join(self.source.programs()))) {
            return Err(Failure::new(
                format!("{} was installed but does not answer with version {}", self.package, self.version),
                format!("delete {} and run the same command again", partial.display()),
            ));
        }
        if home.exists() {
            fs::remove_dir_all(home).map_err(|error| Failure::io(home.display(), &error))?;
        }
        fs::rename(&partial, home).map_err(|error| Failure::io(home.display(), &error))
    }

    fn install_crate(&self, partial: &Path, extra: &[&str]) -> Result<(), Failure> {
        let ready = ask(cargo().args(["binstall", "-V"])).is_some();
        let mut binstall = cargo();
        binstall.args(["binstall", "--no-confirm", "--force", "--version", &self.version, "--root"]).arg(partial);
        if ready && run(binstall.arg(self.package), "").is_ok() {
            return Ok(());
        }
        let work = partial.join("target");
        let mut install = cargo();
        install.args(["install", self.package, "--version", &self.version, "--locked", "--force"]);
        install.arg("--root").arg(partial).arg("--target-dir").arg(&work).args(extra);
        run(&mut install, NETWORK)?;
        // Hundreds of megabytes that nobody needs any more.
        fs::remove_dir_all(&work).map_err(|error| Failure::io(work.display(), &error))
    }
}

fn install_from_npm(package: &str, version: &str, folder: &Path) -> Result<(), Failure> {
    let node = "this step needs Node.js 18 or newer with npm, and the network: install Node.js or check the connection and \
                the proxy settings, then run the same command again";
    let mut npm = Command::new(script(Path::new("npm"), &Source::Npm));
    npm.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]).arg(folder);
    run(npm.arg(format!("{package}@{version}")), node)
}

/// The script of axe-core, which finds what keeps people out of a page; it is installed if it is not there.
///
/// # Errors
/// If it can't be installed.
pub(crate) fn axe() -> Result<PathBuf, Failure> {
    let (package, version) = AXE;
    let home = cache()?.join(format!("{package}-{version}"));
    let in_folder = Path::new("node_modules").join(package).join("axe.min.js");
    if !home.join(&in_folder).is_file() {
        say(&format!("Installing {package} {version} (seconds)"));
        let partial = home.with_file_name(format!("{package}-{version}.partial"));
        fs::create_dir_all(&partial).map_err(|error| Failure::io(partial.display(), &error))?;
        install_from_npm(package, version, &partial)?;
        fs::rename(&partial, &home).map_err(|error| Failure::io(home.display(), &error))?;
    }
    Ok(home.join(in_folder))
}

/// The file that starts a program: what comes from npm is a script with another ending on Windows.
fn script(program: &Path, source: &Source) -> PathBuf {
    if cfg!(windows) && matches!(source, Source::Npm) { program.with_extension("cmd") } else { program.to_owned() }
}

/// The user's cache folder for tools, shared by every clone.
///
/// # Errors
/// If the user has none.
pub(crate) fn cache() -> Result<PathBuf, Failure> {
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = folder("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            folder("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            folder("HOME").map(|home| home.join("Library/Caches"))
        } else {
            folder("HOME").map(|home| home.join(".cache"))
        }
    });
    base.map(|base| base.join("postil-tools")).ok_or_else(|| {
        Failure::new("no folder for the tools is known", "set XDG_CACHE_HOME to a folder that may be written")
    })
}

fn read(file: &str) -> Result<String, Failure> {
    fs::read_to_string(root().join(file)).map_err(|error| Failure::io(file, &error))
}

fn no_version(name: &str, file: &str) -> Failure {
    Failure::new(format!("{file} names no version for {name}"), format!("restore {file} from the repository"))
}

/// The quoted value on the first line that begins with `key`.
fn quoted_after<'a>(settings: &'a str, key: &str) -> Option<&'a str> {
    settings.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('"')?.strip_suffix('"'))
}

/// The version of a package in a lock file.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let entry = lock.split("[[package]]").find(|entry| entry.lines().any(|line| line == name))?;
    quoted_after(entry, "version = ")
}

#[cfg(test)]
mod tests {
    use super::{locked_version, quoted_after, read};

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.79\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\nsource = \"x\"\n\
                        dependencies = [\n \"cfg-if\",\n]\n";

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.129"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-futures"), Some("0.4.79"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn the_project_names_every_version() {
        let settings = read("Trunk.toml").unwrap();
        assert!(quoted_after(&settings, "trunk-version = ").unwrap().starts_with('='));
        assert!(quoted_after(&settings, "wasm_opt = ").unwrap().starts_with("version_"));
        assert!(locked_version(&read("Cargo.lock").unwrap(), "wasm-bindgen").is_some());
    }
}
