package io.voteengine.examples.snippets;

import io.voteengine.VoteEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The Java snippets of a page: each is compiled as it stands there, and can be run. */
final class Snippets {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;\n");

  private Snippets() {}

  /**
   * One block of Java.
   *
   * @param line where it begins in the page
   * @param code its text
   */
  record Snippet(int line, String code) {
    /** Whether it needs more than an engine and a database: a server, a port or a file. */
    boolean needsMore() {
      return Pattern.compile("RedisVoteStore|HttpServer|Path\\.of|\\.connect\\(")
          .matcher(code)
          .find();
    }

    private String name() {
      return "Line" + line;
    }

    private String source() {
      if (code.contains("public static void main")) {
        return code;
      }
      String imports =
          IMPORT.matcher(code).results().map(found -> found.group()).collect(Collectors.joining());
      return imports
          + """
          public class %s {
            public static void run(
                io.voteengine.VoteEngine engine,
                javax.sql.DataSource dataSource,
                java.io.InputStream in,
                java.io.OutputStream out)
                throws Exception {
              %s
            }
          }
          """
              .formatted(name(), IMPORT.matcher(code).replaceAll(""));
    }

    private Path write(Path folder) throws IOException {
      String source = source();
      Pattern type = Pattern.compile("public (?:final )?class (\\w+)");
      String name = type.matcher(source).results().findFirst().orElseThrow().group(1);
      return Files.writeString(folder.resolve(name + ".java"), source);
    }

    void run(
        Path classes, VoteEngine engine, DataSource dataSource, InputStream in, OutputStream out)
        throws Exception {
      URL[] urls = {classes.toUri().toURL()};
      try (URLClassLoader loader = new URLClassLoader(urls, Snippet.class.getClassLoader())) {
        Method run =
            loader
                .loadClass(name())
                .getMethod(
                    "run",
                    VoteEngine.class,
                    DataSource.class,
                    InputStream.class,
                    OutputStream.class);
        run.invoke(null, engine, dataSource, in, out);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException("the snippet of line " + line + " failed", e.getCause());
      }
    }
  }

  static List<Snippet> of(Path page) throws IOException {
    String text = Files.readString(page);
    return BLOCK
        .matcher(text)
        .results()
        .map(
            block ->
                new Snippet(
                    (int) text.substring(0, block.start()).lines().count() + 1, block.group(1)))
        .toList();
  }

  /** Compiles all of them; returns what the compiler says, which is nothing where all is well. */
  static String compile(List<Snippet> snippets, Path sources, Path classes) throws IOException {
    for (Snippet snippet : snippets) {
      snippet.write(sources);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        var found = Files.list(sources)) {
      compiler
          .getTask(
              said,
              files,
              null,
              List.of(
                  "-d",
                  classes.toString(),
                  "-proc:none",
                  "-classpath",
                  System.getProperty("java.class.path")),
              null,
              files.getJavaFileObjectsFromPaths(found.toList()))
          .call();
    }
    return said.toString();
  }
}
