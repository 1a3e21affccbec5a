-- No table is made here; the column of older rows is looked at by the comparison of all rows.
SELECT 1;
