using ModelGateway.Protocols.Json;

namespace ModelGateway.Protocols.ModelLists;

/// <summary>How one protocol lists its models: the paths of its pages, and the fields of the list and of a model.</summary>
internal sealed record ModelListTable
{
    /// <summary>The path of the first page, below the provider's base address.</summary>
    public required string Path { get; init; }

    /// <summary>The query parameter that asks for a later page; null where all models are on one.</summary>
    public string? PageParameter { get; init; }

    /// <summary>The field that holds the list.</summary>
    public required string List { get; init; }

    /// <summary>What an answer without a list means.</summary>
    public AbsentList AbsentList { get; init; }

    /// <summary>Whether the list may also be the whole answer.</summary>
    public bool MayBeBare { get; init; }

    /// <summary>The field that holds the token of the next page.</summary>
    public string? NextPage { get; init; }

    /// <summary>The flag that says whether there is a next page; null where the token alone says it.</summary>
    public string? HasMore { get; init; }

    /// <summary>What stands before a model's name in its id.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>Whether a model without a name breaks the protocol; otherwise it is passed over.</summary>
    public bool NamesAreRequired { get; init; }

    /// <summary>The fields of a model. Where several say the same, the last one in the answer counts.</summary>
    public required FieldPaths<ModelField> Fields { get; init; }

    /// <summary>Reads an answer that has a field <c>error</c>; null where that is a field like any other.</summary>
    public EmbeddedErrorReader? ReadError { get; init; }
}

/// <summary>Reads an error that came with a status of success.</summary>
internal delegate ProviderException EmbeddedErrorReader(ReadOnlySpan<byte> body);

/// <summary>What it means that an answer has no list of models.</summary>
internal enum AbsentList
{
    /// <summary>The answer is malformed.</summary>
    IsMalformed,

    /// <summary>There are no models where the list is null; an answer without the field is malformed.</summary>
    MayBeNull,

    /// <summary>There are no models.</summary>
    MayBeLeftOut,
}
