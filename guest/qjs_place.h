// Where blocks of the image lie, in components: see qjs_wasi.h for how this gets between QuickJS's lines.
//
// What a request uses lies all over the image: a name here, a function's code there. An engine that maps
// the memory anew for each request takes a fault for each part of it. So a program is put in twice. The first
// time each block that is taken is noted, and the host finds out which of them a request reads and writes
// (host/src/component/sample.rs). The second time those are made before all else, and given where they are
// asked for: a request finds them in a row.

#include "quickjs.h"

typedef struct SkerryBlock {
    // Of one that is noted, where it lies; of one that is to be made, how many are taken before it.
    uint32_t place;
    // Bytes, and whether a request writes to it.
    uint32_t size : 31;
    uint32_t is_written : 1;
} SkerryBlock;

#define js_arena_malloc(...) SKERRY_PLACE_##__VA_ARGS__)
#define SKERRY_PLACE_rt placed_malloc(rt
#define SKERRY_PLACE_JSRuntime \
    js_arena_malloc(JSRuntime *rt, size_t size); \
    SKERRY_PLACES \
    static inline void *placed_malloc(JSRuntime *rt, size_t size) \
    { \
        return unlikely(is_placing) ? place_block(rt, size) : (js_arena_malloc)(rt, size); \
    } \
    static void *placed_calloc(JSRuntime *rt, size_t size) \
    { \
        void *block = is_placing ? place_block(rt, size) : NULL; \
        return block ? memset(block, 0, size) : (arena_calloc_large)(rt, size); \
    } \
    static void *js_arena_malloc(JSRuntime

// Large ones that begin as zeros.
#define arena_calloc_large(...) SKERRY_LARGE_##__VA_ARGS__)
#define SKERRY_LARGE_rt placed_calloc(rt
#define SKERRY_LARGE_JSRuntime \
    placed_calloc(JSRuntime *rt, size_t size); \
    static no_inline void *arena_calloc_large(JSRuntime

#define SKERRY_PLACES \
    static bool is_placing; \
    static uint32_t blocks_taken; \
    /* Those that are noted. */ \
    static SkerryBlock *noted; \
    static uint32_t noted_room; \
    /* Those that are to be made, in the order in which they are taken, and then where they are. */ \
    static SkerryBlock *wanted; \
    static void **made; \
    static uint32_t wanted_count, next_wanted; \
    \
    /* From here on blocks are noted, or given where they are wanted. */ \
    void skerry_place(const SkerryBlock *blocks, uint32_t count); \
    void skerry_place(const SkerryBlock *blocks, uint32_t count) \
    { \
        is_placing = true; \
        if (count == 0) \
            return; \
        wanted = malloc(count * sizeof(*wanted)); \
        made = calloc(count, sizeof(*made)); \
        if (!wanted || !made) \
            abort(); \
        memcpy(wanted, blocks, count * sizeof(*wanted)); \
        wanted_count = count; \
    } \
    /* Ends that. Those that were noted. */ \
    const SkerryBlock *skerry_placed(uint32_t *count); \
    const SkerryBlock *skerry_placed(uint32_t *count) \
    { \
        is_placing = false; \
        free(wanted); \
        free(made); \
        *count = noted ? blocks_taken : 0; \
        return noted; \
    } \
    static int class_of(const SkerryBlock *block) \
    { \
        size_t size = (block->size + JS_ARENA_ALIGN - 1) & ~(JS_ARENA_ALIGN - 1); \
        return arena_get_size_index(size + sizeof(JSMallocBlockHeader)); \
    } \
    /* Makes the small ones of a class: an arena that has as many, all of them taken. */ \
    static void make_small(JSRuntime *rt, int class, bool is_written) \
    { \
        int size = arena_block_sizes[class], count = 0; \
        JSArena *arena = NULL; \
        for (uint32_t index = 0; index < wanted_count && count < JS_ARENA_FREE_NIL; index++) \
            count += wanted[index].is_written == is_written && class_of(&wanted[index]) == class; \
        if (count) \
            arena = rt->mf.js_malloc(rt->malloc_state.opaque, sizeof(JSArena) + (size_t)count * size); \
        if (!arena) \
            return; \
        arena->block_size_idx = class; \
        arena->n_blocks = arena->n_used_blocks = count; \
        arena->first_free_block = JS_ARENA_FREE_NIL; \
        list_add(&arena->link, &rt->arena_state.arena_list[class]); \
        for (uint32_t index = wanted_count; index-- > 0 && count > 0;) { \
            if (wanted[index].is_written == is_written && class_of(&wanted[index]) == class) { \
                JSMallocBlockHeader *block = arena_get_block(arena, --count, size); \
                block->u.block_idx = count; \
                block->block_size_idx = class; \
                made[index] = block->user_data; \
            } \
        } \
    } \
    static void make_wanted(JSRuntime *rt, bool is_written) \
    { \
        for (int class = 0; class < JS_ARENA_BLOCK_SIZE_COUNT; class++) \
            make_small(rt, class, is_written); \
        for (uint32_t index = 0; index < wanted_count; index++) { \
            if (wanted[index].is_written == is_written && class_of(&wanted[index]) == JS_ARENA_BLOCK_SIZE_COUNT) \
                made[index] = arena_malloc_large(rt, wanted[index].size); \
        } \
    } \
    /* A program that takes others than the first time is given others. */ \
    static void *made_block(uint32_t number, size_t size) \
    { \
        while (next_wanted < wanted_count && wanted[next_wanted].place < number) \
            next_wanted++; \
        if (next_wanted == wanted_count || wanted[next_wanted].place != number || wanted[next_wanted].size != size) \
            return NULL; \
        return made[next_wanted]; \
    } \
    static void note_block(uint32_t number, void *block, size_t size) \
    { \
        if (number == noted_room) { \
            noted_room = number ? number * 2 : 65536; \
            noted = realloc(noted, noted_room * sizeof(*noted)); \
            if (!noted) \
                abort(); \
        } \
        noted[number] = (SkerryBlock){ .place = (uintptr_t)block, .size = size }; \
    } \
    static no_inline void *place_block(JSRuntime *rt, size_t size) \
    { \
        uint32_t number = blocks_taken++; \
        void *block = NULL; \
        if (wanted_count) { \
            if (number == 0) { \
                make_wanted(rt, true); \
                make_wanted(rt, false); \
            } \
            block = made_block(number, size); \
        } \
        if (!block) \
            block = (js_arena_malloc)(rt, size); \
        if (!wanted_count) \
            note_block(number, block, size); \
        return block; \
    }
