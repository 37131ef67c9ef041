//! Programs that the types refuse; only their tests are of use.

/// Two calls at a time of one runtime, other than with `concurrent`.
/// ```compile_fail,E0499
/// async fn two(runtime: &mut skerry::Runtime) {
///     let (one, two) = (runtime.eval::<i32>("1"), runtime.eval::<i32>("2"));
///     let _ = (one.await, two.await);
/// }
/// ```
struct TwoCallsAtATime;

/// A runtime that is dropped while a call of it is to be made.
/// ```compile_fail,E0505
/// async fn dropped(mut runtime: skerry::Runtime) {
///     let call = runtime.eval::<i32>("1");
///     drop(runtime);
///     let _ = call.await;
/// }
/// ```
struct DroppedBeforeItsCall;

/// An argument that is no tuple of arguments.
/// ```compile_fail,E0277
/// async fn argument(runtime: &mut skerry::Runtime, module: &skerry::Module) {
///     let _ = runtime.call::<i32>(module, "f", 3).await;
/// }
/// ```
/// With a tuple it is one.
/// ```
/// async fn argument(runtime: &mut skerry::Runtime, module: &skerry::Module) {
///     let _ = runtime.call::<i32>(module, "f", (3,)).await;
/// }
/// ```
struct ArgumentsWithoutATuple;

/// A runtime that is used in two places.
/// ```compile_fail,E0599
/// fn copy(runtime: &skerry::Runtime) -> skerry::Runtime {
///     skerry::Runtime::clone(runtime)
/// }
/// ```
struct Copied;
