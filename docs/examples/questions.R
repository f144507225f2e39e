# The same three questions in R. Usage: Rscript questions.R catalogus.csv
facts <- read.csv(commandArgs(trailingOnly = TRUE)[1], fileEncoding = "UTF-8-BOM", colClasses = "character")
facts <- facts[facts$inherited_from == "", ]
with_value <- function(key, value) facts$platform[facts$key == key & facts$value == value]

# 1. Which platforms run and cost residents nothing?
free <- intersect(with_value("status", "active"), with_value("free_for_residents", "yes"))
cat("Running and free for residents:", length(free), "\n")

# 2. Of how many platforms is it not known whether their data can be taken away?
unknown <- setdiff(unique(facts$platform), facts$platform[facts$key == "data_export"])
cat("Unknown whether data can be exported:", length(unknown), "\n")

# 3. Which goals do most platforms serve mainly?
main <- facts$key[startsWith(facts$key, "goals.") & facts$value == "primary"]
goals <- sort(table(sub("goals.", "", main, fixed = TRUE)), decreasing = TRUE)
cat("Most frequent main goal:", names(goals)[1], goals[[1]], "\n")
