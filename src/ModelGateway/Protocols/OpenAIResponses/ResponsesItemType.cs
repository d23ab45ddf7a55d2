namespace ModelGateway.Protocols.OpenAIResponses;

/// <summary>The kinds of output items; those that a tool of the service made are told apart by their reader.</summary>
internal enum ResponsesItemType
{
    Hosted = 0,
    Message,
    Reasoning,
    FunctionCall,
}
