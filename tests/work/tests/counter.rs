//! Runs the module in an interpreter, and counts instructions.

use std::sync::OnceLock;
use std::{env, fs};

use wasmi::{
    CompilationMode, Config, CustomFuelCosts, Engine, Error, Export, Extern, Func, Instance, Linker, Module, Store,
    TrapCode, TypedFunc, WasmParams, WasmResults,
};

/// A way to run the module.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Task {
    Render,
    /// The dialect's position in the registry.
    Translate(u32),
}

/// A machine copies and clears memory in words of eight bytes or more.
const BYTES_PER_INSTRUCTION: u32 = 8;

/// The compiled module, once for all tests.
fn module() -> &'static (Engine, Module) {
    static MODULE: OnceLock<(Engine, Module)> = OnceLock::new();
    MODULE.get_or_init(|| {
        let path = env::var_os("FEUILLET_WORK").expect("FEUILLET_WORK names the module: run `cargo xtask test work`");
        let bytes = fs::read(path).expect("the module");
        let mut config = Config::default();
        config.consume_fuel(true).fuel_cost(CustomFuelCosts {
            bytes_copied_per_fuel: BYTES_PER_INSTRUCTION,
            fuel_per_bytes_translated: 0,
            fuel_per_bytes_validated: 0,
        });
        config.compilation_mode(CompilationMode::Eager);
        config.set_max_recursion_depth(100_000).set_max_stack_height(64 << 20);
        let engine = Engine::new(&config);
        let module = Module::new(&engine, bytes).expect("a WebAssembly module");
        (engine, module)
    })
}

/// Returns how many instructions a task takes for a text, or nothing if there are more than `limit`.
pub(crate) fn instructions(task: Task, text: &str, limit: u64) -> Option<u64> {
    let (engine, module) = module();
    let mut store = Store::new(engine, ());
    let instance = instantiate(&mut store, module);
    store.set_fuel(u64::MAX).expect("fuel is counted");
    let push = export::<(u64, u32), ()>(&store, instance, "push");
    for bytes in text.as_bytes().chunks(8) {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        let count = u32::try_from(bytes.len()).expect("at most 8");
        push.call(&mut store, (u64::from_le_bytes(word), count))
            .expect("bytes are taken");
    }
    store.set_fuel(limit).expect("fuel is counted");
    let result = match task {
        Task::Render => {
            let render = export::<(), u32>(&store, instance, "render");
            render.call(&mut store, ())
        }
        Task::Translate(dialect) => {
            let translate = export::<u32, u32>(&store, instance, "translate");
            translate.call(&mut store, dialect)
        }
    };
    match result {
        Ok(_) => Some(limit - store.get_fuel().expect("fuel is counted")),
        Err(error) if error.as_trap_code() == Some(TrapCode::OutOfFuel) => None,
        Err(error) => panic!(
            "{task:?} stopped with `{error}` on {:?}…",
            text.chars().take(80).collect::<String>()
        ),
    }
}

/// Starts a fresh instance. What the module imports is for describing it to wasm-bindgen, and never called.
fn instantiate(store: &mut Store<()>, module: &Module) -> Instance {
    let mut linker = Linker::new(module.engine());
    for import in module.imports() {
        let function = import.ty().func().expect("only functions are imported").clone();
        let name = import.name().to_owned();
        let stub = Func::new(&mut *store, function, move |_, _, _| Err(Error::new(name.clone())));
        linker
            .define(import.module(), import.name(), Extern::Func(stub))
            .expect("a name of its own");
    }
    linker.instantiate_and_start(store, module).expect("an instance")
}

/// Finds an exported function, to whose name wasm-bindgen appends a hash: `push` -> `push_20e57f55a5c7f32a`.
fn export<P: WasmParams, R: WasmResults>(store: &Store<()>, instance: Instance, name: &str) -> TypedFunc<P, R> {
    let mut exports = instance.exports(store);
    let export = exports.find(|export| export.name().split('_').next() == Some(name));
    let function = export
        .and_then(Export::into_func)
        .unwrap_or_else(|| panic!("no function `{name}`"));
    function.typed(store).unwrap_or_else(|error| panic!("{name}: {error}"))
}
