# What the scripts that make reference values share: each value is kept with the call that gave it.
suppressMessages(library(survey))
options(survey.lonely.psu = "fail")
rows <- character()

line <- function(key, call, values) {
  text <- gsub("\\s+", " ", paste(deparse(call, width.cutoff = 500L), collapse = "; "))
  text <- gsub("; }", " }", gsub("{;", "{", text, fixed = TRUE), fixed = TRUE)
  rows <<- c(rows, paste(key, paste(sprintf("%.17g", values), collapse = " "), text, sep = "\t"))
}
given <- function(name, call) {
  value <- eval(call, envir = globalenv())
  assign(name, value, envir = globalenv())
  line(paste0("given.", name), call, numeric())
}
keep <- function(key, call) line(key, call, as.numeric(eval(call, envir = globalenv())))
both <- function(x) c(coef(x), SE(x))
tested <- function(x) c(x$statistic, x$parameter, x$p.value)


save_calls <- function(path, about) {
  head <- sprintf("# Made by tools/survey_reference.py with %s and survey %s (Lumley, 2004, \"Analysis of complex survey samples\", Journal of Statistical Software 9(8)). %s; both <- function(x) c(coef(x), SE(x)); tested <- function(x) c(x$statistic, x$parameter, x$p.value)", R.version.string, packageVersion("survey"), about)
  writeLines(c(head, "key\tvalues\tcall", rows), path)
  cat(sprintf("%s: %d lines\n", path, length(rows)))
}
