namespace ModelGateway.Schemas;

/// <summary>One thing about a value that does not fit its schema.</summary>
/// <param name="Pointer">Where it is, as a JSON pointer; empty for the whole value.</param>
/// <param name="Message">What is wrong, as the end of a sentence. It says nothing of the value itself but its kind and size.</param>
internal readonly record struct SchemaFault(string Pointer, string Message)
{
    public override string ToString() => $"{(Pointer.Length == 0 ? "the value" : Pointer)}: {Message}";
}
