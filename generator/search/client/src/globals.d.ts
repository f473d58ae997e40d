// The tables that bundle.go provides.
declare module "griot:*" {
  const text: string;
  export default text;
}
