import { expect, test } from "vitest";
import { csv } from "../../src/shared/csv";

const rows = (cells: (string | number | null)[]) => csv(["a"], [cells]).split("\r\n")[1];

test("a file starts with a byte order mark, and every line ends with CR LF", () => {
  expect(csv(["a", "b"], [[1, 2]])).toBe("\ufeffa,b\r\n1,2\r\n");
});

test("commas, quotes and line breaks are quoted", () => {
  expect(rows(["a,b", 'say "hi"', "two\nlines"])).toBe('"a,b","say ""hi""","two\nlines"');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\0x"])("%j is never a formula", (text) => {
  expect(
    csv(["a"], [[text]])
      .split("\r\n")
      .slice(1)
      .join("\r\n"),
  ).toContain(`'${text}`);
});

test("numbers stay numbers, and nothing stays nothing", () => {
  expect(rows([-0.25, null, 0])).toBe("-0.25,,0");
});
