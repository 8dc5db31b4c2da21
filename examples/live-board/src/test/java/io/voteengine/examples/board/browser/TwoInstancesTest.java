package io.voteengine.examples.board.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.voteengine.examples.board.testing.Browser;
import io.voteengine.examples.board.testing.Site;
import io.voteengine.jdbc.testing.TestDatabase;
import io.voteengine.redis.testing.RedisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Browsers on two instances of the site, on one Redis and one PostgreSQL, see the same. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoInstancesTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final int VOTES = 200;

  /**
   * Notes when a count was drawn, and when somebody clicked, by the clock that both pages share.
   */
  private static final String NOTE =
      """
      () => {
        window.drawn = [];
        for (const it of document.querySelectorAll('vote-buttons')) {
          const count = it.shadowRoot.querySelector('[part=count]');
          new MutationObserver(() => window.drawn.push(
            { subject: it.getAttribute('subject'), text: count.textContent, at: Date.now() }))
            .observe(count, { childList: true, characterData: true });
        }
        document.addEventListener('click', () => (window.clickedAt = Date.now()), true);
      }""";

  /** Clicks faster than a hand. */
  private static final String CLICK =
      """
      async ([subject, times]) => {
        const buttons = document.querySelector(`vote-buttons[subject="${subject}"]`);
        for (let i = 0; i < times; i++) {
          buttons.shadowRoot.querySelector('[part~=up]').click();
          await new Promise((resolve) => setTimeout(resolve, 40));
        }
      }""";

  private static final String ANSWERED =
      "async (subject) => !(await import('/session.js')).client.view(subject).pending";

  private static final String DRAWN =
      "([subject, text, since]) => window.drawn.find((it) =>"
          + " it.subject === subject && it.text === text && it.at >= since)?.at";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Visitor> visitors = new ArrayList<>();
  private final Forwarder front = new Forwarder();
  private final Forwarder back = new Forwarder();
  private Chromium chromium;
  private String[] arguments;
  private Site one;
  private Site two;
  private String launch;

  @BeforeAll
  void start(@TempDir Path folder) {
    RedisProcess redis = open(RedisProcess.start());
    TestDatabase database = open(TestDatabase.postgres());
    arguments =
        new String[] {
          "--voteengine.store=redis",
          "--voteengine.redis.url=redis://127.0.0.1:" + redis.port(),
          "--spring.datasource.url=" + database.url(),
          "--voteengine.ledger.initialize-schema=always",
          "--board.folder=" + folder,
          "--spring.datasource.username=" + database.user(),
          "--spring.datasource.password=" + database.password(),
          "--board.session.secret=a secret of all the nodes of this site",
          "--board.origins=http://localhost:" + front.port() + ",http://localhost:" + back.port()
        };
    one = open(Site.start(arguments));
    two = open(Site.start(arguments));
    front.to(one.port());
    back.to(two.port());
    open(front);
    open(back);
    chromium = open(Chromium.start());
    launch = Browser.at(one.port()).get("/api/polls/launch").at("/name");
  }

  @AfterEach
  void leave() {
    visitors.forEach(Visitor::close);
    visitors.clear();
  }

  @AfterAll
  void stop() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @Test
  @Order(1)
  void clickInOneBrowserIsSeenInTheOther() {
    List<Visitor> clicking =
        Stream.of("ada", "ben", "cyd", "dan")
            .map(name -> visitor(front).as(name).open("/"))
            .toList();
    Visitor bob = visitor(back).as("bob").open("/");
    clicking.forEach(it -> it.page().evaluate(NOTE));
    bob.page().evaluate(NOTE);
    List<String> channels = List.copyOf(bob.counts().keySet());
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < VOTES; i++) {
      Visitor ada = clicking.get(i % clicking.size());
      String channel = channels.get(i / clicking.size() % channels.size());
      ada.vote(channel, "up");
      String shown = ada.count(channel);
      double clicked = time(ada.page().evaluate("() => window.clickedAt"));
      Page page = bob.page();
      page.waitForFunction(DRAWN, List.of(channel, shown, clicked));
      took.add(Math.round(time(page.evaluate(DRAWN, List.of(channel, shown, clicked))) - clicked));
    }
    took.sort(null);
    System.out.printf(
        "From a click to the other instance's page, %d votes: p50 %d ms, p95 %d ms, longest %d ms%n",
        VOTES, took.get(VOTES / 2), took.get(VOTES * 95 / 100), took.get(VOTES - 1));
    assertThat(took.get(VOTES / 2)).isLessThan(2_000);
    assertSameEverywhere(clicking.get(0), bob);
    assertThat(problems()).isEmpty();
  }

  @Test
  @Order(2)
  void rapidClicksEndInOneState() {
    Visitor ada = visitor(front).as("rapid").open("/");
    Visitor bob = visitor(back).as("bob").open("/");
    String channel = launch + ".halyard";
    long before = Long.parseLong(ada.count(channel));
    ada.page().evaluate(CLICK, List.of(channel, 21));
    awaitCount(bob, channel, before + 1);
    ada.page().evaluate(CLICK, List.of(channel, 20));
    ada.page().waitForFunction(ANSWERED, channel);
    assertThat(ada.count(channel)).isEqualTo(String.valueOf(before + 1));
    assertSameEverywhere(ada, bob);
  }

  @Test
  @Order(3)
  void pageOfAClosedInstanceGoesOnAtTheOther() {
    Visitor ada = visitor(front).as("ada").open("/");
    Site third = Site.start(arguments);
    Forwarder forwarder = back;
    forwarder.to(third.port(), two.port());
    Visitor bob = visitor(forwarder).as("bob").open("/");
    third.close();
    String channel = launch + ".bramble";
    long before = Long.parseLong(ada.count(channel));
    boolean pressed = isPressed(ada, channel);
    ada.vote(channel, "up");
    awaitCount(bob, channel, before + (pressed ? -1 : 1));
    bob.vote(channel, "up");
    awaitCount(ada, channel, Long.parseLong(bob.count(channel)));
    assertSameEverywhere(ada, bob);
    forwarder.to(two.port());
  }

  @Test
  @Order(4)
  void pageIsExactAfterTheNetworkWasAwayForFiveSeconds() {
    Visitor ada = visitor(front).as("ada").open("/");
    Visitor bob = visitor(back).as("bob").open("/");
    String channel = launch + ".oatmeal";
    String other = launch + ".ferrous";
    back.cut();
    long cut = System.nanoTime();
    ada.vote(channel, "up");
    bob.vote(other, "up"); // Sent when the network is back.
    await().atMost(AMPLE).until(() -> System.nanoTime() - cut > 5_000_000_000L);
    back.mend();
    await().atMost(AMPLE).until(() -> ada.counts().equals(bob.counts()));
    assertSameEverywhere(ada, bob);
  }

  @Test
  @Order(5)
  void songLeavesTheQueueOfEverybodyAtOnce() {
    Visitor creator = visitor(front).as("dj").open("/jam.html");
    Visitor listener = visitor(back).open("/jam.html");
    String best = creator.page().locator("#queue li h3").first().textContent();
    int waiting = listener.page().locator("#queue li").count();
    creator.page().locator("#next").click();
    for (Visitor it : List.of(creator, listener)) {
      it.page().locator("#active h2").filter(hasText(best)).waitFor();
      assertThat(it.page().locator("#queue li").count()).isEqualTo(waiting - 1);
    }
    assertThat(listener.page().locator("#next").isVisible()).isFalse();
  }

  @Test
  @Order(6)
  void movedVoteIsInOnePlaceOnBothPages() {
    Visitor ada = visitor(front).as("ada").open("/logos.html");
    Visitor elsewhere = visitor(back).as("ada").open("/logos.html");
    for (String logo : List.of("Fox", "Knot")) {
      ada.page().getByLabel("Choose: " + logo).click();
      for (Visitor it : List.of(ada, elsewhere)) {
        it.page().getByLabel("Your choice: " + logo).waitFor();
        assertThat(it.page().locator(".logo.chosen").count()).isEqualTo(1);
        assertThat(it.page().locator(".logo .count").allTextContents()).containsOnly("Hidden");
      }
    }
    Browser operator = Browser.at(one.port(), "operator");
    assertThat(operator.post("/api/admin/polls/logos/close", "{\"why\":\"time is up\"}").status())
        .isEqualTo(200);
    for (Visitor it : List.of(ada, elsewhere)) {
      it.page().locator(".logo .count").filter(hasText("Winner")).first().waitFor();
      assertThat(it.page().locator(".logo .count").allTextContents()).doesNotContain("Hidden");
    }
  }

  @Test
  @Order(7)
  void closedPollTakesNoVotesAndThenShowsPodiumAndProofs() throws IOException {
    Visitor ada = visitor(front).as("finisher").open("/");
    Visitor bob = visitor(back).as("bob").open("/");
    String channel = launch + ".lantern";
    long before = Long.parseLong(bob.count(channel));
    ada.vote(channel, "up");
    awaitCount(bob, channel, before + 1);
    Browser operator = Browser.at(one.port(), "operator");
    long closing = System.nanoTime();
    assertThat(
            operator.post("/api/admin/polls/" + launch + "/close", "{\"why\":\"test\"}").status())
        .isEqualTo(200);
    await().atMost(AMPLE).until(() -> ada.isOff(channel) && bob.isOff(channel));
    System.out.printf(
        "From the close to buttons that are off on both: %d ms%n",
        (System.nanoTime() - closing) / 1_000_000);
    assertThat(operator.post("/api/launch/finalize", "{\"poll\":\"" + launch + "\"}").status())
        .isEqualTo(200);
    for (Visitor it : List.of(ada, bob)) {
      it.page().locator("#podium li").first().waitFor();
      assertThat(it.page().locator("#podium li").count()).isEqualTo(3);
    }
    Download proof =
        ada.page()
            .waitForDownload(
                () ->
                    ada.page()
                        .locator("#mine li")
                        .filter(hasText("Lantern"))
                        .locator("button")
                        .click());
    assertThat(Files.readString(proof.path())).startsWith("c2sp.org/tlog-proof@v1\n");
    ada.page().locator("#mine .note.good").waitFor();
    assertThat(ada.page().locator("#mine .note.good").textContent())
        .contains("Your vote is in the final result");
    assertThat(problems()).isEmpty();
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static boolean isPressed(Visitor visitor, String channel) {
    return "true"
        .equals(visitor.buttons(channel).locator("[part~=up]").getAttribute("aria-pressed"));
  }

  private static void awaitCount(Visitor visitor, String channel, long count) {
    await()
        .atMost(AMPLE)
        .untilAsserted(() -> assertThat(visitor.count(channel)).isEqualTo(String.valueOf(count)));
  }

  /** Both pages show what both instances say. */
  private void assertSameEverywhere(Visitor ada, Visitor bob) {
    await()
        .atMost(AMPLE)
        .untilAsserted(
            () -> {
              Map<String, String> shown = ada.counts();
              assertThat(bob.counts()).isEqualTo(shown);
              for (Site site : List.of(one, two)) {
                assertThat(asked(site, shown)).isEqualTo(shown);
              }
            });
  }

  private Map<String, String> asked(Site site, Map<String, String> like) {
    Map<String, String> counts = new HashMap<>();
    Browser reader = Browser.at(site.port());
    String page = reader.get("/api/polls/" + launch + "/subjects?size=100").body();
    var found = Pattern.compile("\"channel\":\"([^\"]+)\".*?\"score\":(-?\\d+)").matcher(page);
    while (found.find()) {
      counts.put(found.group(1), found.group(2));
    }
    assertThat(counts).hasSameSizeAs(like);
    return counts;
  }

  private List<String> problems() {
    return visitors.stream().flatMap(it -> it.problems().stream()).toList();
  }

  private static double time(Object millis) {
    return ((Number) millis).doubleValue();
  }

  private Visitor visitor(Forwarder forwarder) {
    Visitor visitor = chromium.visitor(forwarder.port());
    visitors.add(visitor);
    return visitor;
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.add(resource);
    return resource;
  }
}
