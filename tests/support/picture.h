/* What every finished chart has to be, whatever it shows. The test fails when it is not. */
#ifndef SUPPORT_PICTURE_H
#define SUPPORT_PICTURE_H

/* Characters are those of XML, tags nest and close, attributes are quoted, ampersands start an entity. */
void picture_check_xml(const char *xml, const char *slug);

/* Every id starts with the chart's own prefix, and every reference has its id. */
void picture_check_ids(const char *svg, const char *slug);

/* Every line has as many columns as the first, and missing numbers are empty. */
void picture_check_csv(const char *csv, const char *slug);

#endif
