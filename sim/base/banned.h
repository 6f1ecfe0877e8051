/* Functions that this project never calls, because each has a safe counterpart here: every source file that the
 * compiler sees gets this header first (see the Makefile). To ban one more, add a line. */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* C libraries may define these as macros, and poisoning a macro is a warning. */
#undef strcpy
#undef strcat
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok system popen atoi atof atol rand srand gmtime localtime
/* Names of files that somebody else may take first; and a locale, which would turn points into commas. */
#pragma GCC poison tmpnam mktemp setlocale

#endif
