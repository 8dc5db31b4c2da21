package io.voteengine.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.bench.ToolRun;
import io.voteengine.bench.result.CompareFigures;
import io.voteengine.bench.result.LoadFigures;
import io.voteengine.bench.result.ResultFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final LoadFigures load;
  private final String page;
  private final Document document;

  /** Writes a report of each kind of result. */
  ReportTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    run(
        "load --redis memory --jdbc h2 --rate 200 --seconds 1 --warm-up 0 --deadline 60 --output "
            + folder.resolve("load.json"));
    load = ResultFile.parse(Files.readString(folder.resolve("load.json"))).loads().get(0);
    for (String sample : List.of("compare.json", "recovery.json", "jmh.json")) {
      try (InputStream source = ReportTest.class.getResourceAsStream(sample)) {
        Files.write(folder.resolve(sample), Objects.requireNonNull(source, sample).readAllBytes());
      }
    }
    run(
        "report --output %s %s %s %s %s %s"
            .formatted(
                folder.resolve("report.html"),
                folder.resolve("load.json"),
                folder.resolve("load.json"),
                folder.resolve("compare.json"),
                folder.resolve("recovery.json"),
                folder.resolve("jmh.json")));
    page = Files.readString(folder.resolve("report.html"));
    document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(page.getBytes(UTF_8)));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static String english(String format, double figure) {
    return String.format(Locale.ENGLISH, format, figure);
  }

  private static void run(String command) {
    ToolRun run = ToolRun.of(command.split(" "));
    assertThat(run.code()).as(run.out() + run.err()).isZero();
  }

  private List<Element> all(String tag, String kind) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = document.getElementsByTagName(tag);
    for (int i = 0; i < nodes.getLength(); i++) {
      Element element = (Element) nodes.item(i);
      if (element.getAttribute("class").contains(kind)) {
        found.add(element);
      }
    }
    return found;
  }

  private List<String> texts(String tag, String kind) {
    return all(tag, kind).stream().map(Element::getTextContent).toList();
  }

  @Test
  void figuresOfALoadAreShown() {
    assertThat(texts("td", ""))
        .contains(
            english("%.2f", load.intended().p50()),
            english("%.2f", load.intended().p999()),
            english("%.2f", load.service().p99()),
            english("%,.0f", load.achieved()));
    assertThat(texts("p", "check")).contains("✓ " + load.correctness().text());
    assertThat(all("path", "line s1")).isNotEmpty();
    assertThat(all("path", "line s2")).isNotEmpty();
  }

  @Test
  void ratiosAndRoundsOfAComparisonAreShown() throws IOException {
    CompareFigures figures =
        ResultFile.parse(Files.readString(file("compare.json"))).comparisons().get(0);
    assertThat(texts("text", "value")).contains("4,000; ours 7.0 ×");
    int rounds = figures.contestants().stream().mapToInt(one -> one.rounds().size()).sum();
    assertThat(all("circle", "round")).hasSize(2 * rounds);
    assertThat(texts("td", "")).contains("7.00 (6.50 to 7.50)");
  }

  @Test
  void aDifferenceIsShownAsWrong() {
    assertThat(texts("p", "check wrong"))
        .anyMatch(line -> line.startsWith("✗ row lock") && line.contains("differences 2"));
  }

  @Test
  void faultsAreMarkedOnTheTimeline() {
    assertThat(texts("text", "note"))
        .contains("loss begins, 2.0 s", "Redis is back, 3.5 s", "exact again, 5.2 s");
    assertThat(all("line", "mark")).hasSize(3);
  }

  @Test
  void everyIterationOfJmhIsADot() {
    assertThat(texts("h4", "")).anyMatch(title -> title.contains("InMemoryCastBenchmark.cast"));
    assertThat(all("title", "").stream().map(Element::getTextContent))
        .contains("fork 1: 101.5 ops/ms", "fork 2: 99 ops/ms");
  }

  @Test
  void underEveryFigureStandsItsCheck() {
    List<Element> figures = new ArrayList<>(all("svg", ""));
    figures.addAll(all("div", "wide"));
    assertThat(figures).hasSizeGreaterThan(8);
    for (Element figure : figures) {
      Node next = figure.getNextSibling();
      while (!(next instanceof Element after && after.getAttribute("class").startsWith("check"))) {
        assertThat(next).as("a check after %s", figure.getTextContent()).isNotNull();
        assertThat(next.getNodeName()).isNotIn("h2", "h3");
        next = next.getNextSibling();
      }
    }
  }

  @Test
  void aNoisyRunIsGreyedAndSaysWhy() {
    assertThat(texts("section", "noisy"))
        .anyMatch(section -> section.contains("other guests of the host took 12 % of the time"));
    assertThat(texts("p", "environment")).anyMatch(line -> line.contains("stolen 12.0 %"));
  }

  @Test
  void theDataAreInThePageAndNothingIsLoaded() throws IOException {
    List<Element> raw = all("script", "");
    assertThat(raw).hasSize(5);
    assertThat(JSON.readTree(raw.get(0).getTextContent()))
        .isEqualTo(JSON.readTree(Files.readString(file("load.json"))));
    assertThat(page).doesNotContain("src=", "href=", "url(", "@import");
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Path other = file("other.json");
    Files.writeString(other, "{\"votes\": }");
    ToolRun run = ToolRun.of("report", other.toString(), "--output", file("x.html").toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(other + " is not a result of this tool or of JMH");
  }
}
