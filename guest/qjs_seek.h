// A regular expression that is looked for in a text. QuickJS tries it at each place in turn,
// which takes six of its instructions for every character. Here places where no match can
// begin are passed by: what a match may begin with is read out of the compiled expression.
// See qjs_wasi.h for how this comes between.

#include <stdbool.h>
#include <string.h>

enum {
#define DEF(id, size) SKERRY_REOP_##id,
#include "libregexp-opcode.h"
#undef DEF
};

// Instructions that are looked at in search of what matches begin with.
#define SKERRY_MOST_LOOKED_AT 32
// A shorter text is searched as fast as this is found out.
#define SKERRY_LEAST_SEARCHED 8
// Bytes that are passed by before the time is looked at, and for how many of the
// instructions between two looks they count.
#define SKERRY_STRETCH 65536
#define SKERRY_STRETCH_COST 1000

typedef struct {
    // Characters below 256 that a match may begin with, and whether it may with others.
    bool firsts[256];
    bool has_wide;
} SkerrySearch;

// What tries an expression everywhere: `.*?`, as lre_compile writes it in front.
static inline const uint8_t *skerry_after_search(const uint8_t *pc)
{
    bool is_search = pc[0] == SKERRY_REOP_split_goto_first && get_u32(pc + 1) == 6
        && pc[5] == SKERRY_REOP_any && pc[6] == SKERRY_REOP_goto;
    return is_search ? pc + 11 : NULL;
}

static inline void skerry_add_range(SkerrySearch *search, uint32_t low, uint32_t high)
{
    if (high > 255)
        search->has_wide = true;
    for (; low <= high && low < 256; low++)
        search->firsts[low] = true;
}

// Adds what a match of the rest may begin with, or more. False where that is not known, or
// where the rest matches nothing at all.
static inline bool skerry_add_firsts(SkerrySearch *search, const uint8_t *pc, int *left)
{
    uint32_t c;
    int i, count;
    while ((*left)-- > 0) {
        switch (*pc) {
        case SKERRY_REOP_save_start:
        case SKERRY_REOP_save_end:
        case SKERRY_REOP_set_char_pos:
        case SKERRY_REOP_check_advance:
            pc += 2;
            break;
        case SKERRY_REOP_save_reset:
            pc += 3;
            break;
        case SKERRY_REOP_set_i32:
            pc += 6;
            break;
        // These only narrow what may follow.
        case SKERRY_REOP_line_start:
        case SKERRY_REOP_line_start_m:
        case SKERRY_REOP_line_end:
        case SKERRY_REOP_line_end_m:
        case SKERRY_REOP_word_boundary:
        case SKERRY_REOP_word_boundary_i:
        case SKERRY_REOP_not_word_boundary:
        case SKERRY_REOP_not_word_boundary_i:
            pc += 1;
            break;
        case SKERRY_REOP_lookahead:
        case SKERRY_REOP_negative_lookahead:
        case SKERRY_REOP_goto:
            pc += 5 + (int)get_u32(pc + 1);
            break;
        case SKERRY_REOP_split_goto_first:
        case SKERRY_REOP_split_next_first:
            if (!skerry_add_firsts(search, pc + 5 + (int)get_u32(pc + 1), left))
                return false;
            pc += 5;
            break;
        case SKERRY_REOP_char:
            c = get_u16(pc + 1);
            skerry_add_range(search, c, c);
            return true;
        case SKERRY_REOP_char32:
            search->has_wide = true;
            return true;
        case SKERRY_REOP_char_i:
            // Some characters beyond have a letter of ASCII for their other case.
            c = get_u16(pc + 1);
            if (c >= 128)
                return false;
            search->has_wide = true;
            search->firsts[c] = true;
            if ((c | 32) >= 'a' && (c | 32) <= 'z')
                search->firsts[c ^ 32] = true;
            return true;
        case SKERRY_REOP_space:
            search->has_wide = true;
            skerry_add_range(search, '\t', '\r');
            search->firsts[' '] = search->firsts[0xA0] = true;
            return true;
        case SKERRY_REOP_range:
            count = get_u16(pc + 1);
            for (i = 0; i < count; i++)
                skerry_add_range(search, get_u16(pc + 3 + 4 * i), get_u16(pc + 5 + 4 * i));
            return true;
        case SKERRY_REOP_range32:
            count = get_u16(pc + 1);
            for (i = 0; i < count; i++)
                skerry_add_range(search, get_u32(pc + 3 + 8 * i), get_u32(pc + 7 + 8 * i));
            return true;
        default:
            return false;
        }
    }
    return false;
}

// The first place where a match may begin, or the end. A character takes `1 << type` bytes.
static inline const uint8_t *skerry_seek(const SkerrySearch *search, const uint8_t *at, const uint8_t *end, int type)
{
    if (type == 0) {
        while (at < end && !search->firsts[*at])
            at++;
        return at;
    }
    for (; at < end; at += 2) {
        uint16_t c = *(const uint16_t *)at;
        if (c < 256 ? search->firsts[c] : search->has_wide)
            break;
    }
    return at;
}

// Code points of two units (type 2) are left to QuickJS.
#define lre_exec_backtrack(...) SKERRY_SEEK_##__VA_ARGS__)
#define SKERRY_SEEK_s seeking_exec(s
#define SKERRY_SEEK_REExecContext \
    full_exec(REExecContext *s, uint8_t **capture, const uint8_t *pc, const uint8_t *cptr); \
    static intptr_t seeking_exec(REExecContext *s, uint8_t **capture, const uint8_t *pc, const uint8_t *cptr) \
    { \
        const uint8_t *body = skerry_after_search(pc), *until; \
        int left = SKERRY_MOST_LOOKED_AT; \
        intptr_t result; \
        SkerrySearch search; \
        if (!body || s->cbuf_type == 2) \
            return full_exec(s, capture, pc, cptr); \
        /* The beginning of the text is one place. */ \
        if (body[2] == REOP_line_start) \
            return cptr == s->cbuf ? full_exec(s, capture, body, cptr) : 0; \
        if (s->cbuf_end - cptr < SKERRY_LEAST_SEARCHED << s->cbuf_type) \
            return full_exec(s, capture, pc, cptr); \
        memset(&search, 0, sizeof(search)); \
        if (!skerry_add_firsts(&search, body, &left)) \
            return full_exec(s, capture, pc, cptr); \
        for (;;) { \
            until = s->cbuf_end - cptr > SKERRY_STRETCH ? cptr + SKERRY_STRETCH : s->cbuf_end; \
            cptr = skerry_seek(&search, cptr, until, s->cbuf_type); \
            if (cptr == s->cbuf_end) \
                return 0; \
            if (cptr == until) \
                s->interrupt_counter -= SKERRY_STRETCH_COST; \
            if (lre_poll_timeout(s)) \
                return LRE_RET_TIMEOUT; \
            if (cptr == until) \
                continue; \
            result = full_exec(s, capture, body, cptr); \
            if (result != 0) \
                return result; \
            /* What was not undone at the bottom of the stack. */ \
            memset(capture, 0, 2 * s->capture_count * sizeof(*capture)); \
            cptr += 1 << s->cbuf_type; \
        } \
    } \
    static intptr_t full_exec(REExecContext
