// Texts of errors and of their stacks. QuickJS writes each frame of a stack with
// vsnprintf, and the C library's goes through a FILE for every piece: half of what
// throwing an error takes. This one knows texts and whole numbers, and hands
// everything else to the C library.

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool skerry_knows_format(const char *format)
{
    for (; *format; format++) {
        if (*format != '%')
            continue;
        format++;
        if (*format != 's' && *format != 'd' && *format != 'c' && *format != '%')
            return false;
    }
    return true;
}

// Writes the digits to the end of a buffer of 12 bytes; the first of them.
static const char *skerry_digits(char *buffer, int number)
{
    char *at = buffer + 11;
    unsigned rest = number < 0 ? 0u - (unsigned)number : (unsigned)number;

    *at = 0;
    do {
        *--at = '0' + rest % 10;
        rest /= 10;
    } while (rest > 0);
    if (number < 0)
        *--at = '-';
    return at;
}

static int skerry_vsnprintf(char *buffer, size_t size, const char *format, va_list arguments)
{
    char digits[12];
    const char *piece;
    size_t length, room, written = 0;

    if (!skerry_knows_format(format))
        return vsnprintf(buffer, size, format, arguments);
    while (*format) {
        if (*format != '%') {
            piece = format;
            length = strcspn(format, "%");
            format += length;
        } else {
            switch (format[1]) {
            case 's':
                piece = va_arg(arguments, const char *);
                length = strlen(piece);
                break;
            case 'd':
                piece = skerry_digits(digits, va_arg(arguments, int));
                length = strlen(piece);
                break;
            case 'c':
                digits[0] = va_arg(arguments, int);
                piece = digits;
                length = 1;
                break;
            default:
                piece = format;
                length = 1;
            }
            format += 2;
        }
        room = written < size ? size - written - 1 : 0;
        if (room > 0)
            memcpy(buffer + written, piece, length < room ? length : room);
        written += length;
    }
    if (size > 0)
        buffer[written < size ? written : size - 1] = 0;
    return written;
}

#define vsnprintf skerry_vsnprintf
