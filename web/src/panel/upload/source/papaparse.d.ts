// What we use of papaparse. Its own types would bring Node's names into the browser's code.
declare module "papaparse" {
  interface Options {
    delimiter: string;
    newline?: "\r\n" | "\n" | "\r";
  }

  interface Trouble {
    type: string;
    code: string;
    row?: number;
  }

  export function parse(text: string, options: Options): { data: string[][]; errors: Trouble[] };
}
