//! What breaks other systems: each test does what a program would like to do with them and cannot.

mod abandoned;
mod collection;
mod drop_order;
mod foreign_values;
mod held;
mod interrupts;
mod memory;
mod slot_reuse;
mod storage;
mod streams;
mod tenants;
mod threads;
