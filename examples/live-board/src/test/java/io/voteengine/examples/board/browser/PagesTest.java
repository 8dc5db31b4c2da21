package io.voteengine.examples.board.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.voteengine.examples.board.testing.Browser;
import io.voteengine.examples.board.testing.Site;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How each page looks and behaves: light and dark, on a phone and on a desk. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  private static final String DATABASE = "jdbc:h2:mem:pages";
  private static final String SCRIPT = "<script>alert('Tagsoup')</script>";

  private static final String SHIFTS =
      """
      () => {
        window.shifted = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((it) => (window.shifted += it.value)))
          .observe({ type: 'layout-shift' });
      }""";

  private static final String CHECK =
      """
      async () => (await axe.run(document)).violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join(' | ')}`)""";

  private Site site;
  private Chromium chromium;
  private String yesterday;

  @BeforeAll
  void start(@TempDir Path folder) {
    site = Site.start("--board.folder=" + folder, "--spring.datasource.url=" + DATABASE);
    chromium = Chromium.start();
    yesterday = "launch-" + LocalDate.now(ZoneId.of("Europe/Lisbon")).minusDays(1);
    Browser operator = Browser.at(site.port(), "operator");
    Browser dj = Browser.at(site.port(), "dj");
    assertThat(operator.post("/api/launch/finalize", "{}").status()).isEqualTo(200);
    assertThat(dj.post("/api/jam/next", "{\"after\":0}").status()).isEqualTo(200);
    assertThat(dj.post("/api/jam/next", "{\"after\":1}").status()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    chromium.close();
    site.close();
  }

  /** A page, who looks at it, and what they do there first. */
  private record Look(String path, String reader, Consumer<Page> first) {}

  private Map<String, Look> looks() {
    Map<String, Look> all = new LinkedHashMap<>();
    all.put(
        "launch",
        new Look(
            "/", "ada", page -> page.locator("[part~=up][aria-pressed=false]").nth(2).click()));
    all.put(
        "podium",
        new Look(
            "/?poll=" + yesterday,
            "visitor-1",
            page -> {
              page.locator("#mine button").first().click();
              page.locator("#mine .note.good").waitFor();
            }));
    all.put(
        "jam",
        new Look(
            "/jam.html",
            "dj",
            page -> page.locator("[part~=up][aria-pressed=false]").nth(1).click()));
    all.put(
        "logos",
        new Look(
            "/logos.html",
            "ada",
            page -> page.locator(".logo button[aria-pressed=false]").nth(1).click()));
    all.put(
        "operator",
        new Look(
            "/operator.html",
            "operator",
            page -> {
              page.locator("#polls button").first().click();
              page.locator("#poll-answer .note").waitFor();
              page.locator("#history-form button").click();
              page.locator("#history tr").first().waitFor();
            }));
    return all;
  }

  @Test
  void pagesAreAccessibleAndWithoutViolationsInLightAndDark() throws IOException {
    List<String> found = new ArrayList<>();
    for (boolean dark : List.of(false, true)) {
      for (boolean phone : List.of(false, true)) {
        for (Map.Entry<String, Look> entry : looks().entrySet()) {
          Look look = entry.getValue();
          String name = entry.getKey() + (dark ? "-dark" : "-light") + (phone ? "-phone" : "-desk");
          try (Visitor visitor =
              chromium.visitor(site.port(), screen(dark, phone)).as(look.reader())) {
            visitor.open(look.path());
            Page page = visitor.page();
            look.first().accept(page);
            page.evaluate("() => scrollTo(0, 0)");
            page.waitForTimeout(700); // Rows glide to their places; a picture of that is no good.
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "browser", name + ".png"))
                    .setFullPage(true));
            assertThat(
                    (boolean)
                        page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as("%s needs no scrolling to the side", name)
                .isTrue();
            page.evaluate(axe());
            for (Object violation : (List<?>) page.evaluate(CHECK)) {
              found.add(name + ": " + violation);
            }
            visitor.problems().forEach(problem -> found.add(name + ": " + problem));
          }
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void everyAnswerHasAStrictPolicyAndAScriptInANameIsText() {
    try (Visitor visitor = chromium.visitor(site.port())) {
      for (String path : List.of("/", "/jam.html", "/logos.html", "/operator.html")) {
        Response response = visitor.page().navigate("http://localhost:" + site.port() + path);
        assertThat(response.headers().get("content-security-policy"))
            .startsWith("default-src 'self';")
            .doesNotContain("unsafe");
      }
      visitor.open("/");
      assertThat(visitor.page().locator("#ranking h3").allTextContents()).contains(SCRIPT);
      assertThat(visitor.problems()).isEmpty();
    }
  }

  @Test
  void operatorTakesVotesOutAndBackIn() {
    Browser.at(site.port(), "page-bot").vote("jam", "orbit", "UP");
    try (Visitor operator = chromium.visitor(site.port()).as("operator")) {
      Page page = operator.open("/operator.html").page();
      page.locator("#void-form [name=voter]").fill("page-bot");
      page.locator("#void-form [name=poll]").selectOption("jam");
      page.locator("#void-form [name=why]").fill("a bot");
      Locator answer = page.locator("#void-answer strong");
      click(page, "#void-form [value=void]", "Void");
      assertThat(text(answer, "Voided")).isEqualTo("Voided: 1 vote on 1 subject.");
      click(page, "#void-form [value=restore]", "Restore");
      assertThat(text(answer, "Restored")).isEqualTo("Restored: 1 vote on 1 subject.");
      assertThat(operator.problems()).isEmpty();
    }
  }

  @Test
  void operatorRecoversAPoll() {
    try (Visitor operator = chromium.visitor(site.port()).as("operator")) {
      Page page = operator.open("/operator.html").page();
      page.locator("[aria-label='Recover: " + yesterday + "']").click();
      assertThat(text(page.locator("#poll-answer strong"), yesterday))
          .isEqualTo(yesterday + ": nothing to recover.");
      assertThat(operator.problems()).isEmpty();
    }
  }

  @Test
  void operatorTriesQuarantinedVotesAgainOrDiscardsThem() throws SQLException {
    database("ALTER TABLE vote ADD CONSTRAINT refused CHECK (voter NOT LIKE 'refused-%')");
    Browser.at(site.port(), "refused-1").vote("jam", "orbit", "UP");
    Browser.at(site.port(), "refused-2").vote("jam", "orbit", "UP");
    Browser admin = Browser.at(site.port(), "operator");
    await()
        .until(
            () -> admin.get("/api/admin/quarantine?size=100").body(),
            all -> all.contains("refused-1") && all.contains("refused-2"));
    database("ALTER TABLE vote DROP CONSTRAINT refused");
    try (Visitor operator = chromium.visitor(site.port()).as("operator")) {
      Page page = operator.open("/operator.html").page();
      Locator rows = page.locator("#quarantine li");
      Locator first = rows.filter(new Locator.FilterOptions().setHasText("refused-1"));
      first.locator("text=Try again").click();
      first.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
      rows.locator("text=Discard").click();
      page.locator("#quarantine", new Page.LocatorOptions().setHasText("Empty.")).waitFor();
      assertThat(operator.problems()).isEmpty();
    }
    assertThat(Browser.at(site.port(), "refused-1").get("/api/votes/user").body())
        .contains("orbit");
    assertThat(Browser.at(site.port(), "refused-2").get("/api/votes/user").body())
        .doesNotContain("orbit");
  }

  /** Presses a button, and then the one of the dialog that asks. */
  private static void click(Page page, String button, String sure) {
    page.locator(button).click();
    page.locator("dialog button", new Page.LocatorOptions().setHasText(sure)).click();
  }

  /** Returns the whole text of an element, once it begins as it should. */
  private static String text(Locator element, String beginning) {
    element.filter(new Locator.FilterOptions().setHasText(beginning)).waitFor();
    return element.textContent();
  }

  private static void database(String change) throws SQLException {
    try (Connection connection = DriverManager.getConnection(DATABASE, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(change);
    }
  }

  @Test
  void guestSignsInAndVotesByKeyboard() {
    try (Visitor visitor = chromium.visitor(site.port())) {
      visitor.open("/");
      Page page = visitor.page();
      String channel = visitor.counts().keySet().iterator().next();
      Locator up = visitor.buttons(channel).locator("[part~=up]");
      String before = visitor.count(channel);
      up.focus();
      page.keyboard().press("Space");
      page.locator("dialog input").waitFor();
      page.keyboard().type("keys");
      page.keyboard().press("Enter");
      page.locator("#who span").waitFor();
      assertThat(page.locator("#who span").textContent()).isEqualTo("keys");
      assertThat(visitor.count(channel)).isEqualTo(before);
      up.focus();
      page.keyboard().press("Enter");
      page.locator("[part~=up][aria-pressed=true]").waitFor();
      String after = String.valueOf(Long.parseLong(before) + 1);
      page.locator("[role=status]", new Page.LocatorOptions().setHasText("Score " + after))
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
      await()
          .untilAsserted(
              () ->
                  assertThat(Browser.at(site.port(), "keys").get("/api/votes/user").body())
                      .contains(channel.substring(channel.indexOf('.') + 1)));
      assertThat(visitor.problems()).isEmpty();
    }
  }

  @Test
  void nothingShiftsWhileCountsMove() {
    for (String path : List.of("/", "/jam.html", "/logos.html", "/operator.html")) {
      boolean operators = path.equals("/operator.html");
      try (Visitor visitor = chromium.visitor(site.port()).as(operators ? "operator" : "ada")) {
        visitor.open(path);
        Page page = visitor.page();
        page.evaluate(SHIFTS);
        // Twelve votes each lift the last ones to the top.
        for (int voter = 1; voter <= 12; voter++) {
          Browser other = Browser.at(site.port(), "mover-" + path.hashCode() + "-" + voter);
          String launch = other.get("/api/polls/launch").at("/name");
          for (String product : List.of("moonroof", "ferrous", "oatmeal", "tagsoup")) {
            other.vote(launch, product, "UP");
          }
          other.vote("jam", "orbit", "UP");
          other.vote("jam", "tin-roof", "UP");
          other.vote("logos", voter % 2 == 0 ? "knot" : "anchor", "UP");
        }
        page.waitForTimeout(1500); // For what is drawn late.
        double shifted = ((Number) page.evaluate("() => window.shifted")).doubleValue();
        System.out.println("Layout shift of " + path + " while counts moved: " + shifted);
        assertThat(shifted).as(path).isLessThanOrEqualTo(0.01);
      }
    }
  }

  private static NewContextOptions screen(boolean dark, boolean phone) {
    NewContextOptions options =
        new NewContextOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT);
    return phone
        ? options.setViewportSize(390, 844).setIsMobile(true).setHasTouch(true)
        : options.setViewportSize(1100, 800);
  }

  private static String axe() throws IOException {
    try (InputStream file = PagesTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(file, "axe.min.js").readAllBytes(), UTF_8);
    }
  }
}
