namespace ModelGateway.Protocols.Options;

/// <summary>Tells which fields a request body has already.</summary>
internal interface IWrittenFields
{
    bool IsWritten(string name);
}
