// The tables that the bundler delivers: see bundle.go.
declare module "griot:*" {
  const text: string;
  export default text;
}
