package io.voteengine.examples.board.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Chromium of this machine. While it is open, the JVM's locale is English: tests run in
 * Turkish, and the driver does not: it looks up enum constants by upper-cased names.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> PATHS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Locale locale;
  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Locale locale, Playwright playwright, Browser browser) {
    this.locale = locale;
    this.playwright = playwright;
    this.browser = browser;
  }

  static Chromium start() {
    Locale locale = Locale.getDefault();
    Locale.setDefault(Locale.ENGLISH);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setExecutablePath(find()).setArgs(FLAGS);
    return new Chromium(locale, playwright, playwright.chromium().launch(options));
  }

  Visitor visitor(int port) {
    return visitor(port, new Browser.NewContextOptions().setViewportSize(1100, 900));
  }

  Visitor visitor(int port, Browser.NewContextOptions options) {
    return new Visitor(browser.newContext(options.setLocale("en-GB")), port);
  }

  private static Path find() {
    return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), PATHS.stream())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No Chromium: install the package chromium, or set CHROMIUM to its path"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
    Locale.setDefault(locale);
  }
}
