//! `skerry:fs`: files and folders below the granted ones.
//!
//! Every path goes through `cap_std`: neither `..` nor a symbolic link leaves a
//! granted folder. Only files and folders are opened, never a pipe or a device.
//! What touches the disk runs on a thread of the executor that may block. That costs
//! tens of microseconds a call more than doing it at once (a `stat` took 86 us in place
//! of 19), and no slow disk holds up the other runtimes of a thread.

mod copy;
mod failure;
mod folder;
mod open_files;
mod part;
mod place;
mod read;
mod remove;
mod stat;
mod task;
mod write;

pub(super) use open_files::OpenFiles;
pub(super) use place::{Place, check};

use crate::caller::AsyncCaller;
use crate::grants::Access;
use crate::host_error::HostError;
use crate::host_module::HostModule;
use part::Contents;
use task::apart;
use write::How;

pub(super) fn module() -> HostModule {
    entries(folders(files(HostModule::new("skerry:fs"))))
}

/// Parts of files. `js/fs.js` makes whole ones of them.
fn files(module: HostModule) -> HostModule {
    module
        .async_function("open", |caller: AsyncCaller, (path, is_text): (String, bool)| async move {
            let place = caller.reach.place(&path, Access::Read)?;
            let permit = caller.reach.open.room().await;
            let most = caller.reach.most_bytes;
            let opened = apart(&caller, move |_| read::open(&place, is_text, most)).await?;
            Ok::<_, HostError>(caller.reach.open.keep_rest(opened, permit))
        })
        .async_function("read", |caller: AsyncCaller, (handle,): (u32,)| async move {
            let (file, permit) = caller.reach.open.take_reading(handle)?;
            let more = apart(&caller, move |_| file.next()).await?;
            Ok::<_, HostError>(caller.reach.open.keep_rest_as(handle, more, permit))
        })
        .async_function("create", |caller: AsyncCaller, arguments: (String, Contents, How, bool)| async move {
            let (path, contents, how, is_last) = arguments;
            let place = caller.reach.place(&path, Access::Write)?;
            let permit = caller.reach.open.room().await;
            let file = apart(&caller, move |_| write::create(place, how)?.write(contents)).await?;
            Ok::<_, HostError>((!is_last).then(|| caller.reach.open.keep_writing(file, permit)))
        })
        .async_function("write", |caller: AsyncCaller, arguments: (u32, Contents, bool)| async move {
            let (handle, contents, is_last) = arguments;
            let (file, permit) = caller.reach.open.take_writing(handle)?;
            let file = apart(&caller, move |_| file.write(contents)).await?;
            if !is_last {
                caller.reach.open.keep_writing_as(handle, file, permit);
            }
            Ok::<_, HostError>(())
        })
        .async_function("close", |caller: AsyncCaller, (handle,): (u32,)| async move {
            caller.reach.open.close(handle);
            Ok::<_, HostError>(())
        })
}

fn folders(module: HostModule) -> HostModule {
    module
        .async_function("list", |caller: AsyncCaller, (path,): (String,)| async move {
            let place = caller.reach.place(&path, Access::Read)?;
            let room = caller.reach.open.room_for_listing(&place)?;
            let listed = apart(&caller, move |_| folder::list(&place)).await?;
            Ok::<_, HostError>(caller.reach.open.keep_listing(listed, room))
        })
        .async_function("listMore", |caller: AsyncCaller, (handle,): (u32,)| async move {
            let (listing, room) = caller.reach.open.take_listing(handle)?;
            let listed = apart(&caller, move |_| listing.next()).await?;
            Ok::<_, HostError>(caller.reach.open.keep_listing_as(handle, listed, room))
        })
        .async_function("mkdir", |caller: AsyncCaller, (path, recursive): (String, bool)| async move {
            let place = caller.reach.place(&path, Access::Write)?;
            apart(&caller, move |_| folder::make(&place, recursive)).await
        })
}

/// What a folder holds, whatever it is.
fn entries(module: HostModule) -> HostModule {
    module
        .async_function("stat", |caller: AsyncCaller, (path,): (String,)| async move {
            let place = caller.reach.place(&path, Access::Read)?;
            apart(&caller, move |_| stat::stat(&place)).await
        })
        .async_function("lstat", |caller: AsyncCaller, (path,): (String,)| async move {
            let place = caller.reach.place(&path, Access::Read)?;
            apart(&caller, move |_| stat::lstat(&place)).await
        })
        .async_function("exists", |caller: AsyncCaller, (path,): (String,)| async move {
            let place = caller.reach.place(&path, Access::Read)?;
            apart(&caller, move |_| stat::exists(&place)).await
        })
        .async_function("remove", |caller: AsyncCaller, (path, recursive): (String, bool)| async move {
            let place = caller.reach.place(&path, Access::Write)?;
            apart(&caller, move |gone| remove::remove(&place, recursive, gone)).await
        })
        .async_function("rename", |caller: AsyncCaller, (from, to): (String, String)| async move {
            let from = caller.reach.place(&from, Access::Write)?;
            let to = caller.reach.place(&to, Access::Write)?;
            apart(&caller, move |_| copy::rename(&from, &to)).await
        })
        .async_function("copyFile", |caller: AsyncCaller, (from, to): (String, String)| async move {
            let from = caller.reach.place(&from, Access::Read)?;
            let to = caller.reach.place(&to, Access::Write)?;
            apart(&caller, move |gone| copy::copy(&from, &to, gone)).await
        })
}
