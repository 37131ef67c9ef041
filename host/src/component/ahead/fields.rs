//! Properties by name, found where they were the last time.

use super::function::{Body, Kind, Operand, VALUE};
use super::step::{Instruction, Keep};
use super::writer::{Open, at};
use wasm_encoder::ValType;

impl Body<'_> {
    /// Where an instruction keeps what it has found.
    fn site(&mut self) -> i32 {
        let site = self.sites;
        self.sites += self.module.layout.site_size;
        site.cast_signed()
    }

    /// Goes there unless it is an object of the shape that the site knows. A local with the object.
    fn has_shape(&mut self, object: Operand, site: i32, slow: usize) -> u32 {
        let layout = &self.module.layout;
        let holder = self.writer.local(ValType::I32);
        self.is_object(object);
        self.writer.to().i32_eqz();
        self.writer.br_if_to(slow);
        self.push(object);
        self.writer.to().i32_wrap_i64().local_tee(holder).i32_load(at(layout.object_shape, 4));
        self.writer.to().i32_const(site).i32_load(at(layout.site_shape, 4)).i32_ne();
        self.writer.br_if_to(slow);
        holder
    }

    /// Leaves where the property lies that the site knows.
    fn property(&mut self, holder: u32, site: i32) {
        let layout = &self.module.layout;
        self.writer.to().local_get(holder).i32_load(at(layout.object_properties, 4));
        self.writer.to().i32_const(site).i32_load(at(layout.site_offset, 4)).i32_add();
    }

    pub(super) fn get_field(&mut self, atom: u32, keep: Keep, instruction: &Instruction) -> Option<()> {
        let object = *self.operands.last()?;
        let (site, value) = (self.site(), self.writer.local(ValType::I64));
        let layout = &self.module.layout;
        self.writer.block(Open::Inside);
        let done = self.writer.depth();
        self.writer.block(Open::Inside);
        let slow = self.writer.depth();
        let holder = self.has_shape(object, site, slow);
        let above = self.writer.local(ValType::I32);
        self.writer.to().i32_const(site).i32_load(at(layout.site_holder, 4)).local_tee(above);
        self.writer.if_();
        self.writer.to().local_get(above).local_tee(holder).i32_load(at(layout.object_shape, 4));
        self.writer.to().i32_const(site).i32_load(at(layout.site_holder_shape, 4)).i32_ne();
        self.writer.br_if_to(slow);
        self.writer.end();
        self.property(holder, site);
        self.writer.to().i64_load(at(0, VALUE)).local_set(value);
        self.count_up(value);
        self.writer.br_to(done);
        self.writer.end();
        self.at(instruction.next);
        self.context();
        self.push(object);
        self.writer.to().i32_const(atom.cast_signed()).i32_const(site).call(self.module.helpers.get_field);
        self.writer.to().local_set(value);
        self.checked(value, instruction);
        self.writer.end();
        self.taken_out(value, keep)
    }

    /// Pushes what was taken out of the object on top, and is done with that.
    pub(super) fn taken_out(&mut self, value: u32, keep: Keep) -> Option<()> {
        if keep == Keep::Nothing {
            let object = self.operands.pop()?;
            self.release(object);
        }
        self.operands.push(Operand::Owned(value, Kind::Any));
        Some(())
    }

    pub(super) fn put_field(&mut self, atom: u32, instruction: &Instruction) -> Option<()> {
        let value = self.operands.pop()?;
        let object = *self.operands.last()?;
        let site = self.site();
        self.writer.block(Open::Inside);
        let done = self.writer.depth();
        self.writer.block(Open::Inside);
        let slow = self.writer.depth();
        let holder = self.has_shape(object, site, slow);
        self.property(holder, site);
        let place = self.writer.keep(ValType::I32);
        self.replace(place, value);
        self.writer.br_to(done);
        self.writer.end();
        self.at(instruction.next);
        self.context();
        self.push(object);
        self.give(value);
        self.writer.to().i32_const(atom.cast_signed()).i32_const(site).call(self.module.helpers.put_field);
        self.check_negative();
        self.writer.end();
        self.operands.pop();
        self.release(object);
        Some(())
    }

    pub(super) fn define_field(&mut self, atom: u32, instruction: &Instruction) -> Option<()> {
        let value = self.operands.pop()?;
        let object = *self.operands.last()?;
        self.at(instruction.next);
        self.context();
        self.push(object);
        self.give(value);
        self.writer.to().i32_const(atom.cast_signed()).call(self.module.helpers.define_field);
        self.check_negative();
        Some(())
    }
}
