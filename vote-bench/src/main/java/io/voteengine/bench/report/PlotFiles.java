package io.voteengine.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The plots of a page, each as a file that stands alone. */
final class PlotFiles {
  private static final Pattern PLOT =
      Pattern.compile("<svg ([^>]*)><title>([^<]*)</title>(.*?)</svg>", Pattern.DOTALL);

  private PlotFiles() {}

  /**
   * Writes the plots of a page.
   *
   * @param style the style sheet of the page
   */
  static void write(Path folder, String page, String style) throws IOException {
    Files.createDirectories(folder);
    Matcher plots = PLOT.matcher(page);
    int count = 0;
    while (plots.find()) {
      count++;
      String name =
          "%02d-%s.svg"
              .formatted(
                  count, plots.group(2).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
      Files.writeString(
          folder.resolve(name),
          "<svg xmlns=\"http://www.w3.org/2000/svg\" %s><title>%s</title>%n<style>%s</style>%n%s</svg>%n"
              .formatted(plots.group(1), plots.group(2), style, plots.group(3)));
    }
  }
}
