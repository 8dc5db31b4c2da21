package io.voteengine.examples.board.browser;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One person's browser, at a page of the site. */
final class Visitor implements AutoCloseable {
  private static final String READY =
      "() => !document.querySelector('[aria-busy]')"
          + " && document.getElementById('status').classList.contains('live')";

  /** What a reader sees: the number of each `vote-buttons`, by its channel. */
  private static final String COUNTS =
      "() => Object.fromEntries([...document.querySelectorAll('vote-buttons')].map((it) =>"
          + " [it.getAttribute('subject'),"
          + " it.shadowRoot.querySelector('[part=count]').textContent]))";

  private final BrowserContext context;
  private final Page page;
  private final String site;
  private final List<String> problems = new ArrayList<>();

  Visitor(BrowserContext context, int port) {
    this.context = context;
    this.page = context.newPage();
    this.site = "http://localhost:" + port;
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            problems.add(message.text() + " at " + message.location());
          }
        });
    page.onPageError(problems::add);
    page.onDialog(dialog -> problems.add("A dialog: " + dialog.message()));
  }

  Page page() {
    return page;
  }

  /** Errors and warnings of the console, with violations of the content security policy. */
  List<String> problems() {
    return problems;
  }

  Visitor as(String name) {
    APIRequestContext http = context.request();
    http.get(site + "/api/session");
    String token =
        context.cookies(site).stream()
            .filter(cookie -> cookie.name.equals("XSRF-TOKEN"))
            .map(cookie -> cookie.value)
            .findFirst()
            .orElseThrow();
    APIResponse answer =
        http.post(
            site + "/api/session",
            RequestOptions.create().setHeader("X-XSRF-TOKEN", token).setData(Map.of("name", name)));
    if (!answer.ok()) {
      throw new IllegalStateException("No session: " + answer.status() + " " + answer.text());
    }
    return this;
  }

  Visitor open(String path) {
    page.navigate(site + path);
    page.waitForFunction(READY);
    return this;
  }

  /** Clicks a button of a subject, such as {@code up}. */
  void vote(String channel, String button) {
    buttons(channel).locator("[part~=" + button + "]").click();
  }

  Locator buttons(String channel) {
    return page.locator("vote-buttons[subject='" + channel + "']");
  }

  String count(String channel) {
    return Objects.requireNonNull(counts().get(channel), channel);
  }

  @SuppressWarnings("unchecked") // Strings by strings, as the script says.
  Map<String, String> counts() {
    return (Map<String, String>) page.evaluate(COUNTS);
  }

  boolean isOff(String channel) {
    return "true".equals(buttons(channel).locator("[part~=up]").getAttribute("aria-disabled"));
  }

  @Override
  public void close() {
    context.close();
  }
}
