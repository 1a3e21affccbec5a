-- Makes no table: the column it adds to older rows is looked at by the comparison of all rows.
SELECT 1;
