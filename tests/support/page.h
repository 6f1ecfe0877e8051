/* What every page has to be. The test fails when it is not. */
#ifndef SUPPORT_PAGE_H
#define SUPPORT_PAGE_H

/* Every element that is opened is closed, in order; ids are unique and links within the page lead somewhere. */
void page_check(const char *page);

#endif
